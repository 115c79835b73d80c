import {
  AccessControlsVerified,
  BackupVerified,
  BaselineRecorded,
  CoverageConfirmed,
  HealthConfirmed,
  ImprovementsPlanned,
  PerformanceConfirmed,
  PostReleaseWatchCompleted,
  SatisfactionMeasured,
  SlaEvaluated,
  StabilityConfirmed,
  TrendsAnalysed,
  WatchConfigured,
  WatchStarted,
  type SatisfactionMeasured as Satisfaction,
} from '@slipway/contracts';
import {
  checkTable,
  documentRule,
  framed,
  inline,
  list,
  measurementTable,
  milliseconds,
  percent,
  table,
  targetTable,
} from '@slipway/flow';
import type { DocumentContext, DocumentRule } from './document.js';
import { faultTable, healthReport } from './health-report.js';

const periodicTitle = 'Periodic health report';

/** Recorded at each report interval, and once more when the watch is over. */
export const periodicReport: DocumentRule = {
  step: 'monitor-postrelease',
  output: 'monitor-postrelease.output-5',
  title: periodicTitle,
  event: PostReleaseWatchCompleted,
  write: (_, context) => framed(periodicTitle, healthReport(context), context),
};

const satisfactionReport =
  (stage: Satisfaction['data']['stage']) =>
  (data: Satisfaction['data'], { sampled }: DocumentContext): string | undefined =>
    data.stage !== stage
      ? undefined
      : [
          `Of ${String(data.ratings)} ratings, ${percent(data.satisfaction)} are 4 or 5.`,
          '## Use of the system, as the probes saw it',
          `From ${sampled.from} to ${sampled.to}.`,
          targetTable(sampled.targets),
        ].join('\n\n');

/** The outputs that monitoring makes, and the facts that they tell of. */
export const documentRules: readonly DocumentRule[] = [
  documentRule('prepare-release.output-5', 'Monitoring configuration', WatchConfigured, (data) =>
    [
      table(
        ['Target', 'Purpose', 'Critical', 'Request', 'Expected'],
        data.targets.map(({ name, purpose, critical, check }) => [
          name,
          purpose,
          critical ? 'yes' : 'no',
          `${check.method} ${check.url}`,
          [`status ${String(check.expect.status)}`, ...(check.expect.bodyIncludes === undefined ? [] : ['body'])].join(
            ', ',
          ),
        ]),
      ),
      list([
        `Availability: at least ${percent(data.levels.availability)}`,
        `p95: at most ${milliseconds(data.levels.p95)}`,
        `p99: at most ${milliseconds(data.levels.p99)}`,
        `Probed every ${data.probeInterval}`,
      ]),
    ].join('\n\n'),
  ),
  documentRule('validate-prerelease.output-5', 'Monitoring validation', CoverageConfirmed, (data) =>
    [
      `${percent(data.coverage)} of the critical targets answered.`,
      checkTable(data.answered),
      `A test alert was delivered at ${data.testAlert.deliveredAt}: ${inline(data.testAlert.receipt)}`,
    ].join('\n\n'),
  ),
  documentRule('coordinate-release.output-5', 'Monitoring activated', WatchStarted, ({ targets }) =>
    ['These targets are probed from now on:', list(targets)].join('\n\n'),
  ),
  documentRule('execute-deployment.output-5', 'Monitoring update', BaselineRecorded, ({ artifacts, baseline }) =>
    [
      'What is monitored from now on, and what it is compared with:',
      list(artifacts.map(({ name, digest }) => `${name} ${digest}`)),
      measurementTable(baseline),
    ].join('\n\n'),
  ),
  documentRule('validate-postrelease.output-6', 'Health monitoring report', HealthConfirmed, (data, { sampled }) =>
    [measurementTable(data.measurements), '## By target', targetTable(sampled.targets)].join('\n\n'),
  ),

  documentRule('verify-health.output-1', 'System health report', StabilityConfirmed, ({ from, to }, context) =>
    [`Stable from ${from} to ${to}, without a breach.`, healthReport(context)].join('\n\n'),
  ),
  documentRule(
    'verify-health.output-2',
    'Performance metrics',
    PerformanceConfirmed,
    ({ measurements, levels }, { state }) =>
      [
        measurementTable(measurements),
        `The levels are p95 ${milliseconds(levels.p95)} and p99 ${milliseconds(levels.p99)}.`,
        ...(state.baseline === undefined ? [] : ['## Baseline', measurementTable(state.baseline)]),
      ].join('\n\n'),
  ),
  documentRule(
    'verify-health.output-3',
    'Error tracking and analysis',
    StabilityConfirmed,
    ({ measurements }, { sampled }) =>
      [measurementTable(measurements), '## Faults', faultTable(sampled.faults)].join('\n\n'),
  ),
  documentRule('verify-health.output-4', 'Backup validation results', BackupVerified, ({ evidence }, { actor }) =>
    inline(`${actor} validated backup and recovery. Evidence: ${evidence.title}, ${evidence.digest}`),
  ),
  documentRule('verify-health.output-5', 'Security monitoring report', AccessControlsVerified, ({ results }) =>
    ['What must be denied was asked for, and answered as its check expects:', checkTable(results)].join('\n\n'),
  ),
  documentRule(
    'verify-health.output-6',
    'User activity analysis',
    SatisfactionMeasured,
    satisfactionReport('verification'),
  ),

  documentRule(
    'monitor-postrelease.output-1',
    'Ongoing health monitoring',
    PostReleaseWatchCompleted,
    (data, { sampled }) =>
      [
        `From ${data.from} to ${data.to}: uptime ${percent(data.uptime)}, coverage ${percent(data.coverage)}, ${String(data.breaches)} breaches; performance was ${data.performanceMet ? '' : 'not '}within the levels.`,
        targetTable(sampled.targets),
      ].join('\n\n'),
  ),
  documentRule(
    'monitor-postrelease.output-2',
    'User satisfaction tracking',
    SatisfactionMeasured,
    satisfactionReport('post-release'),
  ),
  documentRule(
    'monitor-postrelease.output-3',
    'Issue trend analysis',
    TrendsAnalysed,
    ({ issues, trend, latencyChange }) =>
      list([
        `Issues raised: ${String(issues.raised)}, resolved: ${String(issues.resolved)}, open: ${String(issues.open)}`,
        `Trend of the issues: ${trend}`,
        `p95 against the baseline: ${latencyChange >= 0 ? '+' : ''}${percent(latencyChange)}`,
      ]),
  ),
  documentRule(
    'monitor-postrelease.output-4',
    'SLA compliance report',
    SlaEvaluated,
    ({ uptime, objective, met }) =>
      `Uptime ${percent(uptime)} against an objective of ${percent(objective)}: ${met ? 'met' : 'not met'}.`,
  ),
  periodicReport,
  documentRule(
    'monitor-postrelease.output-6',
    'Improvement recommendations',
    ImprovementsPlanned,
    ({ recommendations }) => list(recommendations),
  ),
];
