import {
  AccessControlsVerified,
  BackupVerified,
  BaselineRecorded,
  CoverageConfirmed,
  HealthConfirmed,
  ImprovementsPlanned,
  MonitoringDocumentRecorded,
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
  list,
  measurementTable,
  milliseconds,
  paragraph,
  percent,
  recordedDocuments,
  section,
  standingDocument,
  table,
  targetTable,
  yesOrNo,
  type DocumentRule,
} from '@slipway/documents';
import { faultTable, healthReport, type MonitoringContext } from './health-report.js';

export type { MonitoringContext };

export const documents = recordedDocuments('monitoring', MonitoringDocumentRecorded);

/** Recorded at each report interval, and once more when the watch is over. */
export const periodicReport = standingDocument(
  'monitor-postrelease.output-5',
  'Periodic health report',
  [PostReleaseWatchCompleted],
  healthReport,
);

const satisfactionReport = (
  output: 'verify-health.output-6' | 'monitor-postrelease.output-2',
  subject: string,
  stage: Satisfaction['data']['stage'],
) =>
  documentRule(output, subject, SatisfactionMeasured, (data, { sampled }: MonitoringContext) =>
    data.stage === stage
      ? [
          paragraph(`Of ${data.ratings} ratings, ${percent(data.satisfaction)} are 4 or 5.`),
          ...section(
            'Use of the system, as the probes saw it',
            paragraph(`From ${sampled.from} to ${sampled.to}.`),
            targetTable(sampled.targets),
          ),
        ]
      : undefined,
  );

const expectation = ({ status, bodyIncludes }: WatchConfigured['data']['targets'][number]['check']['expect']) =>
  `status ${status}${bodyIncludes === undefined ? '' : ', body'}`;

/** The outputs that monitoring makes, and the facts that make them. */
export const documentRules: readonly DocumentRule<MonitoringContext>[] = [
  documentRule('prepare-release.output-5', 'Monitoring configuration', WatchConfigured, (data) => [
    table(
      ['Target', 'Purpose', 'Critical', 'Request', 'Expected'],
      data.targets.map(({ name, purpose, critical, check }) => [
        name,
        purpose,
        yesOrNo(critical),
        `${check.method} ${check.url}`,
        expectation(check.expect),
      ]),
    ),
    list([
      `Availability: at least ${percent(data.levels.availability)}`,
      `p95: at most ${milliseconds(data.levels.p95)}`,
      `p99: at most ${milliseconds(data.levels.p99)}`,
      `Probed every ${data.probeInterval}`,
    ]),
  ]),
  documentRule('validate-prerelease.output-5', 'Monitoring validation', CoverageConfirmed, (data) => [
    paragraph(`${percent(data.coverage)} of the critical targets answered.`),
    checkTable(data.answered),
    paragraph(`A test alert was delivered at ${data.testAlert.deliveredAt}: ${data.testAlert.receipt}`),
  ]),
  documentRule('coordinate-release.output-5', 'Monitoring activated', WatchStarted, ({ targets }) => [
    paragraph('These targets are probed from now on:'),
    list(targets),
  ]),
  documentRule('execute-deployment.output-5', 'Monitoring update', BaselineRecorded, ({ artifacts, baseline }) => [
    paragraph('What is monitored from now on, and what it is compared with:'),
    list(artifacts.map(({ name, digest }) => `${name} ${digest}`)),
    measurementTable(baseline),
  ]),
  documentRule('validate-postrelease.output-6', 'Health monitoring report', HealthConfirmed, (data, { sampled }) => [
    measurementTable(data.measurements),
    ...section('By target', targetTable(sampled.targets)),
  ]),

  documentRule('verify-health.output-1', 'System health report', StabilityConfirmed, ({ from, to }, context) => [
    paragraph(`Stable from ${from} to ${to}, without a breach.`),
    ...healthReport(context),
  ]),
  documentRule(
    'verify-health.output-2',
    'Performance metrics',
    PerformanceConfirmed,
    ({ measurements, levels }, { state: { baseline } }) => [
      measurementTable(measurements),
      paragraph(`The levels are p95 ${milliseconds(levels.p95)} and p99 ${milliseconds(levels.p99)}.`),
      ...(baseline === undefined ? [] : section('Baseline', measurementTable(baseline))),
    ],
  ),
  documentRule(
    'verify-health.output-3',
    'Error tracking and analysis',
    StabilityConfirmed,
    ({ measurements }, { sampled }) => [
      measurementTable(measurements),
      ...section('Faults', faultTable(sampled.faults)),
    ],
  ),
  documentRule('verify-health.output-4', 'Backup validation results', BackupVerified, ({ evidence }, _, { actor }) => [
    paragraph(`${actor.id} validated backup and recovery. Evidence: ${evidence.title}, ${evidence.digest}`),
  ]),
  documentRule('verify-health.output-5', 'Security monitoring report', AccessControlsVerified, ({ results }) => [
    paragraph('Requests that must be denied, and how they were answered:'),
    checkTable(results),
  ]),
  satisfactionReport('verify-health.output-6', 'User activity analysis', 'verification'),

  documentRule(
    'monitor-postrelease.output-1',
    'Ongoing health monitoring',
    PostReleaseWatchCompleted,
    (data, { sampled }) => [
      paragraph(
        `From ${data.from} to ${data.to}: uptime ${percent(data.uptime)}, coverage ${percent(data.coverage)}, ${data.breaches} breaches; performance was ${data.performanceMet ? '' : 'not '}within the levels.`,
      ),
      targetTable(sampled.targets),
    ],
  ),
  satisfactionReport('monitor-postrelease.output-2', 'User satisfaction tracking', 'post-release'),
  documentRule(
    'monitor-postrelease.output-3',
    'Issue trend analysis',
    TrendsAnalysed,
    ({ issues, trend, latencyChange }) => [
      list([
        `Issues raised: ${issues.raised}, resolved: ${issues.resolved}, open: ${issues.open}`,
        `Trend of the issues: ${trend}`,
        `p95 against the baseline: ${latencyChange >= 0 ? '+' : ''}${percent(latencyChange)}`,
      ]),
    ],
  ),
  documentRule('monitor-postrelease.output-4', 'SLA compliance report', SlaEvaluated, ({ uptime, objective, met }) => [
    paragraph(`Uptime ${percent(uptime)} against an objective of ${percent(objective)}: ${met ? 'met' : 'not met'}.`),
  ]),
  periodicReport,
  documentRule(
    'monitor-postrelease.output-6',
    'Improvement recommendations',
    ImprovementsPlanned,
    ({ recommendations }) => [list(recommendations)],
  ),
];
