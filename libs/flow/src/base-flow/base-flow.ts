import { baseBindings } from '../base-bindings.js';
import { basePolicy } from '../base-policy.js';
import { bind } from '../bind.js';
import type { FlowTemplate } from '../template.js';
import { stepsAfterTheRelease } from './steps-after-the-release.js';
import { stepsOfTheRelease } from './steps-of-the-release.js';

const steps = [...stepsOfTheRelease, ...stepsAfterTheRelease];

const unbound: FlowTemplate = {
  id: 'base-flow-release',
  version: '1.0.0',
  phase: 'release',
  title: 'Base Flow Template: Release',
  description:
    'Comprehensive release phase that coordinates deployment, validates release quality, monitors system health, and ensures successful transition to production.',
  overview:
    'This flow template defines the systematic process for releasing implementations to production, including deployment coordination, quality validation, monitoring setup, rollback planning, and post-release verification.',
  entryCriteria: [
    { id: 'entry-1', text: 'All review phases completed successfully' },
    { id: 'entry-2', text: 'Release approval obtained from stakeholders' },
    { id: 'entry-3', text: 'Quality gates validated and passed' },
    { id: 'entry-4', text: 'Documentation complete and approved' },
    { id: 'entry-5', text: 'Deployment environment prepared' },
    { id: 'entry-6', text: 'Release team assembled and briefed' },
  ],
  exitCriteria: [
    { id: 'exit-1', text: 'Implementation successfully deployed to production' },
    { id: 'exit-2', text: 'Post-release validation completed' },
    { id: 'exit-3', text: 'System health confirmed stable' },
    { id: 'exit-4', text: 'Users notified and trained' },
    { id: 'exit-5', text: 'Monitoring and alerting active' },
    { id: 'exit-6', text: 'Release documentation complete' },
    { id: 'exit-7', text: 'Rollback procedures tested' },
  ],
  successMetrics: [
    { id: 'metric-1', name: 'Deployment Success', target: '100% successful deployment', threshold: { atLeast: 1 } },
    {
      id: 'metric-2',
      name: 'System Stability',
      target: '≥99.9% uptime during release window',
      threshold: { atLeast: 0.999 },
    },
    {
      id: 'metric-3',
      name: 'User Satisfaction',
      target: '≥90% user satisfaction with release',
      threshold: { atLeast: 0.9 },
    },
    {
      id: 'metric-4',
      name: 'Issue Resolution',
      target: 'All critical issues resolved within 24 hours',
      threshold: { within: 'PT24H' },
    },
    {
      id: 'metric-5',
      name: 'Monitoring Coverage',
      target: '100% of critical components monitored',
      threshold: { atLeast: 1 },
    },
    { id: 'metric-6', name: 'Documentation Accuracy', target: 'All release documentation accurate and complete' },
  ],
  steps,
  releaseTypes: {
    major: {
      scope: 'Significant new features or changes',
      approach: 'Phased rollout, extensive testing',
      riskLevel: 'high',
      rollbackCapability: 'required',
      userCommunication: 'extensive',
    },
    minor: {
      scope: 'Feature enhancements or improvements',
      approach: 'Standard deployment process',
      riskLevel: 'medium',
      rollbackCapability: 'recommended',
      userCommunication: 'moderate',
    },
    patch: {
      scope: 'Bug fixes or security patches',
      approach: 'Rapid deployment',
      riskLevel: 'low',
      rollbackCapability: 'optional but recommended',
      userCommunication: 'minimal',
    },
    hotfix: {
      scope: 'Critical issue resolution',
      approach: 'Emergency deployment',
      riskLevel: 'variable',
      rollbackCapability: 'required',
      userCommunication: 'targeted',
    },
  },
  dependencies: [
    {
      step: 'prepare-release',
      title: 'Release Preparation',
      items: [
        { id: 'prepare-release.dependency-1', text: 'Release approval' },
        { id: 'prepare-release.dependency-2', text: 'team availability' },
      ],
    },
    {
      step: 'validate-prerelease',
      title: 'Pre-Release Validation',
      items: [
        { id: 'validate-prerelease.dependency-1', text: 'Build artifacts' },
        { id: 'validate-prerelease.dependency-2', text: 'test environments' },
      ],
    },
    {
      step: 'coordinate-release',
      title: 'Release Coordination',
      items: [
        { id: 'coordinate-release.dependency-1', text: 'Communication channels' },
        { id: 'coordinate-release.dependency-2', text: 'stakeholder availability' },
      ],
    },
    {
      step: 'execute-deployment',
      title: 'Deployment Execution',
      items: [
        { id: 'execute-deployment.dependency-1', text: 'Deployment tools' },
        { id: 'execute-deployment.dependency-2', text: 'production access' },
      ],
    },
    {
      step: 'validate-postrelease',
      title: 'Post-Release Validation',
      items: [
        { id: 'validate-postrelease.dependency-1', text: 'Production environment' },
        { id: 'validate-postrelease.dependency-2', text: 'test scenarios' },
      ],
    },
    {
      step: 'conduct-user-acceptance',
      title: 'User Acceptance',
      items: [
        { id: 'conduct-user-acceptance.dependency-1', text: 'User availability' },
        { id: 'conduct-user-acceptance.dependency-2', text: 'training materials' },
      ],
    },
    {
      step: 'verify-health',
      title: 'Health Verification',
      items: [
        { id: 'verify-health.dependency-1', text: 'Monitoring tools' },
        { id: 'verify-health.dependency-2', text: 'baseline metrics' },
      ],
    },
    {
      step: 'manage-issues',
      title: 'Issue Management',
      items: [
        { id: 'manage-issues.dependency-1', text: 'Issue tracking tools' },
        { id: 'manage-issues.dependency-2', text: 'escalation procedures' },
      ],
    },
    {
      step: 'close-release',
      title: 'Release Closure',
      items: [
        { id: 'close-release.dependency-1', text: 'Documentation templates' },
        { id: 'close-release.dependency-2', text: 'approval workflows' },
      ],
    },
    {
      step: 'monitor-postrelease',
      title: 'Post-Release Monitoring',
      items: [
        { id: 'monitor-postrelease.dependency-1', text: 'Monitoring infrastructure' },
        { id: 'monitor-postrelease.dependency-2', text: 'reporting tools' },
      ],
    },
  ],
  risks: [
    {
      id: 'risk-1',
      name: 'Deployment failure',
      probability: 'medium',
      impact: 'high',
      mitigation: 'Thorough testing, rollback plans',
    },
    {
      id: 'risk-2',
      name: 'System instability',
      probability: 'medium',
      impact: 'high',
      mitigation: 'Gradual rollout, monitoring',
    },
    {
      id: 'risk-3',
      name: 'User rejection',
      probability: 'low',
      impact: 'high',
      mitigation: 'User involvement, training',
    },
    {
      id: 'risk-4',
      name: 'Performance degradation',
      probability: 'medium',
      impact: 'medium',
      mitigation: 'Performance testing, monitoring',
    },
    {
      id: 'risk-5',
      name: 'Security vulnerabilities',
      probability: 'low',
      impact: 'critical',
      mitigation: 'Security scanning, rapid response',
    },
    {
      id: 'risk-6',
      name: 'Communication failures',
      probability: 'low',
      impact: 'medium',
      mitigation: 'Multiple communication channels',
    },
  ],
  signals: { in: 'rv', steps: steps.map(({ id }) => id), out: ['rl', 'ps'] },
  successIndicators: [
    { id: 'indicator-1', text: 'Deployment completed successfully' },
    { id: 'indicator-2', text: 'System stable and performing well' },
    { id: 'indicator-3', text: 'Users satisfied with new functionality' },
    { id: 'indicator-4', text: 'Monitoring and alerting working properly' },
    { id: 'indicator-5', text: 'Issues resolved quickly and effectively' },
    { id: 'indicator-6', text: 'Release documentation complete and accurate' },
  ],
  gates: {
    release: [
      { id: 'release-gate-1', name: 'Deployment', text: 'Successful deployment with zero critical errors' },
      { id: 'release-gate-2', name: 'Validation', text: 'All post-release validations passing' },
      { id: 'release-gate-3', name: 'Performance', text: 'Meets defined performance criteria' },
      {
        id: 'release-gate-4',
        name: 'Stability',
        text: 'System stability maintained for 24 hours',
        threshold: { lasting: 'PT24H' },
      },
      {
        id: 'release-gate-5',
        name: 'User Acceptance',
        text: '≥90% user acceptance criteria met',
        threshold: { atLeast: 0.9 },
      },
    ],
    postRelease: [
      { id: 'post-gate-1', name: 'System Health', text: '≥99.9% uptime maintained', threshold: { atLeast: 0.999 } },
      { id: 'post-gate-2', name: 'Performance', text: 'Performance metrics within acceptable range' },
      {
        id: 'post-gate-3',
        name: 'User Satisfaction',
        text: '≥90% user satisfaction rating',
        threshold: { atLeast: 0.9 },
      },
      {
        id: 'post-gate-4',
        name: 'Issue Resolution',
        text: 'Critical issues resolved within 4 hours',
        threshold: { within: 'PT4H' },
      },
      { id: 'post-gate-5', name: 'Monitoring', text: '100% critical components monitored', threshold: { atLeast: 1 } },
    ],
  },
  policy: basePolicy,
};

/** The built-in release flow: exactly what the importer makes of `base-flow-release.md`. */
export const baseFlow: FlowTemplate = bind(unbound, baseBindings);
