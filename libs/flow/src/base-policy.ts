import { baseConduct } from './base-conduct.js';
import type { FlowPolicy } from './policy.js';

/** The policy of the base flow, and of an imported template without its own policy. */
export const basePolicy: FlowPolicy = {
  releaseTypes: {
    major: {
      strategy: 'phased',
      phases: [5, 25, 50, 100],
      bake: 'PT1H',
      rehearsalRequired: true,
      approvals: { quorum: 2 },
      freezeOverride: false,
      watch: 'P30D',
      confirmExceptions: true,
      acceptance: { cases: 3, users: 5, responseShare: 0.2 },
      onBreach: 'hold',
    },
    minor: {
      strategy: 'standard',
      phases: [50, 100],
      bake: 'PT30M',
      rehearsalRequired: false,
      approvals: { quorum: 1 },
      freezeOverride: false,
      watch: 'P14D',
      confirmExceptions: true,
      acceptance: { cases: 2, users: 3, responseShare: 0 },
      onBreach: 'hold',
    },
    patch: {
      strategy: 'rapid',
      phases: [100],
      bake: 'PT15M',
      rehearsalRequired: false,
      approvals: { quorum: 1 },
      freezeOverride: false,
      watch: 'P7D',
      confirmExceptions: true,
      acceptance: { cases: 2, users: 2, responseShare: 0 },
      onBreach: 'hold',
    },
    hotfix: {
      strategy: 'emergency',
      phases: [100],
      bake: 'PT5M',
      rehearsalRequired: false,
      approvals: { quorum: 1, secondReviewWithin: 'PT24H' },
      freezeOverride: true,
      watch: 'P7D',
      confirmExceptions: false,
      acceptance: { cases: 1, users: 1, responseShare: 0 },
      onBreach: 'hold',
    },
  },
  durations: {
    // Before the start of the window.
    windowApproaching: 'PT2H',
    windowStarting: 'PT1H',
    // How long the system must run without breach to count as stable.
    stabilityWindow: 'PT24H',
    // Between two probes of one health target.
    probeInterval: 'PT15S',
    // Between two periodic health reports.
    reportInterval: 'P1D',
    // Every release pins it; no rule reads it.
    ownerless: 'PT30M',
  },
  thresholds: {
    deploymentSuccess: 1,
    uptime: 0.999,
    satisfaction: 0.9,
    acceptance: 0.9,
    coverage: 1,
    criticalIssue: 'PT4H',
    criticalIssueMetric: 'PT24H',
  },
  communication: {
    audiences: {
      extensive: ['stakeholders', 'operations', 'support', 'users', 'partners'],
      moderate: ['stakeholders', 'operations', 'support', 'users'],
      minimal: ['stakeholders', 'operations', 'support'],
      targeted: ['stakeholders', 'operations', 'support', 'affected-users'],
    },
    channels: 2,
  },
  conduct: baseConduct,
  attestation: {
    planning: 'release-manager',
    communication: 'release-manager',
    documentation: 'release-manager',
    validation: 'validator',
    deployment: 'deployer',
    monitoring: 'sre',
    management: 'support',
  },
};
