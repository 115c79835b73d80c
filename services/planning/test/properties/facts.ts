import * as c from '@slipway/contracts';
import { digestsOf, type DomainEvent, type ReleaseSummary } from '@slipway/contracts';
import type { FactBinding } from '@slipway/flow';

const evidence = { digest: `sha256:${'c'.repeat(64)}`, mediaType: 'text/markdown', size: 12, title: 'A document' };

const said = ({ releaseId }: ReleaseSummary): Readonly<Record<string, object>> => ({
  [c.DeploymentSucceeded.type]: { criticalErrors: 0 },
  [c.CoverageConfirmed.type]: { coverage: 1 },
  [c.AcceptanceTestsCompleted.type]: { ratio: 1 },
  [c.SatisfactionMeasured.type]: { satisfaction: 1 },
  [c.PostReleaseWatchCompleted.type]: { uptime: 1, coverage: 1, performanceMet: true },
  [c.IssueReviewConcluded.type]: { raised: 0, openCritical: 0, unplanned: 0, breaches: 0 },
  [c.AcceptanceConfirmed.type]: { owner: 'katherine' },
  [c.ReleaseSignedOff.type]: { by: 'frances' },
  [c.IssueRaised.type]: { issueId: `${releaseId}.9`, title: 'Too slow' },
  [c.IssueTriaged.type]: { issueId: `${releaseId}.9`, priority: 'low' },
  [c.IssueResolved.type]: { issueId: `${releaseId}.9` },
});

/** A fact as its binding asks for it, about the release as it stands. Only what the flow reads of it is there. */
export function factFor({ type, where = {} }: FactBinding, release: ReleaseSummary): DomainEvent {
  const asked = Object.fromEntries(Object.entries(where).map(([name, is]) => [name, Object.values(is)[0]] as const));
  const { releaseId, artifacts, environment, window } = release;
  const data = type.endsWith('document-recorded.v1')
    ? { releaseId, ...asked, step: String(asked['output']).replace(/\..*$/, ''), evidence }
    : { releaseId, artifacts, digests: digestsOf(artifacts), environment, window, ...said(release)[type], ...asked };
  return { type, data };
}

const issueOf = ({ releaseId }: ReleaseSummary, number: number) => ({
  issueId: `${releaseId}.${String(number)}`,
  releaseId,
});

/** What outside systems and other services say at any moment, true or not, in time or not. */
export const outsideFacts: readonly ((release: ReleaseSummary, number: number) => DomainEvent)[] = [
  (release, number) => ({ type: c.IssueRaised.type, data: { ...issueOf(release, number), title: 'Too slow' } }),
  (release, number) => ({ type: c.IssueTriaged.type, data: { ...issueOf(release, number), priority: 'critical' } }),
  (release, number) => ({ type: c.IssueTriaged.type, data: { ...issueOf(release, number), priority: 'low' } }),
  (release, number) => ({ type: c.IssueResolved.type, data: issueOf(release, number) }),
  ({ releaseId, artifacts }) => ({
    type: c.QualityEvidenceLost.type,
    data: { releaseId, digests: digestsOf(artifacts) },
  }),
  ({ releaseId, artifacts }) => ({ type: c.TestsMissing.type, data: { releaseId, digests: digestsOf(artifacts) } }),
  ({ releaseId, artifacts }) => ({
    type: c.PreReleaseGateDecided.type,
    data: { releaseId, digests: digestsOf(artifacts), verdict: 'failed' },
  }),
  ({ releaseId }) => ({ type: c.ArtifactsRefused.type, data: { releaseId } }),
  ({ releaseId }) => ({ type: c.DryRunFailed.type, data: { releaseId } }),
  ({ releaseId }) => ({ type: c.CoverageMissing.type, data: { releaseId } }),
  ({ releaseId }) => ({ type: c.RollbackReadinessMissing.type, data: { releaseId } }),
  ({ releaseId }) => ({ type: c.RehearsalOutdated.type, data: { releaseId } }),
  ({ releaseId }) => ({ type: c.HealthBreached.type, data: { releaseId, target: 'home' } }),
  ({ releaseId }) => ({ type: c.PerformanceMissed.type, data: { releaseId } }),
  ({ releaseId }) => ({ type: c.AccessControlsBreached.type, data: { releaseId } }),
  ({ releaseId }, number) => ({
    type: c.PostReleaseCheckFailed.type,
    data: { releaseId, kind: c.CheckKind.options[number % c.CheckKind.options.length] },
  }),
  ({ releaseId }) => ({ type: c.AcceptanceTestsCompleted.type, data: { releaseId, ratio: 0.5 } }),
  ({ releaseId }) => ({ type: c.AcceptanceWithdrawn.type, data: { releaseId } }),
  ({ releaseId }) => ({ type: c.WorkflowsNotValidated.type, data: { releaseId } }),
  ({ releaseId }) => ({ type: c.ConcernRaised.type, data: { releaseId, critical: true } }),
  ({ releaseId, environment }) => ({ type: c.EnvironmentLost.type, data: { releaseId, environment } }),
  ({ releaseId }) => ({
    type: c.PostReleaseWatchCompleted.type,
    data: { releaseId, uptime: 0.9, coverage: 0.5, performanceMet: false },
  }),
  ({ releaseId }) => ({
    type: c.SatisfactionMeasured.type,
    data: { releaseId, stage: 'post-release', satisfaction: 0.5 },
  }),
  ({ releaseId }) => ({
    type: c.IssueReviewConcluded.type,
    data: { releaseId, raised: 2, openCritical: 1, unplanned: 1, breaches: 1 },
  }),
  ({ releaseId }) => ({ type: c.DeploymentSucceeded.type, data: { releaseId, criticalErrors: 2 } }),
  ({ releaseId }) => ({ type: c.DeploymentFailed.type, data: { releaseId, reason: 'a phase failed' } }),
  ({ releaseId }) => ({ type: c.RollbackStarted.type, data: { releaseId, reason: 'by the tool' } }),
  ({ releaseId }) => ({ type: c.AcceptanceConfirmed.type, data: { releaseId, owner: 'ada', ratio: 1 } }),
  ({ releaseId }) => ({ type: c.AcceptanceConfirmed.type, data: { releaseId, owner: 'Linus ', ratio: 1 } }),
  ({ releaseId }) => ({ type: c.ReleaseSignedOff.type, data: { releaseId, by: 'barbara' } }),
];
