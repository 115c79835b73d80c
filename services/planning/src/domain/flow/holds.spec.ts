import {
  ApprovalGiven,
  digestsOf,
  IssueRaised,
  IssueResolved,
  IssueTriaged,
  QualityEvidenceLost,
  ReleaseEndedPostRelease,
  StepOverdue,
  StepStarted,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow } from '@slipway/flow';
import { flow } from './flow.decider.js';
import type { FlowEvent } from './flow.events.js';
import { asFact, attestationsOf, factsOf, release, runAfter, start, takeThrough, through } from './flow.fixtures.js';
import { whatIsMissing } from './missing.js';

const { releaseId } = release;
const issueId = `${releaseId}.7`;
const raised = asFact(
  IssueRaised.of({ issueId, releaseId, title: 'Nobody can log in', detail: '', source: { kind: 'person' } }),
);
const triaged = (impact: 'high' | 'low', priority: 'critical' | 'low') =>
  asFact(IssueTriaged.of({ issueId, releaseId, category: 'defect', impact, urgency: impact, priority }));
const resolved = asFact(
  IssueResolved.of({ issueId, releaseId, resolution: 'restarted', critical: true, inTime: true, evidence: [] }),
);
const beginning = factsOf(baseFlow, 'prepare-release', ['triggers', 'dependencies']);
const started = (inputs: Parameters<typeof takeThrough>[1]) =>
  takeThrough(start(), inputs)
    .filter(StepStarted.is)
    .map(({ data }) => data.step.id);

describe('an issue', () => {
  it('that nobody has triaged holds the flow', () => {
    expect(started([raised, ...beginning])).toEqual([]);
    expect(runAfter(takeThrough(start(), [raised])).holds).toEqual({
      [issueId]: `issue ${issueId} is not triaged: Nobody can log in`,
    });
  });
  it('that is critical holds it until it is resolved', () => {
    expect(started([raised, triaged('high', 'critical'), ...beginning])).toEqual([]);
    expect(started([raised, triaged('high', 'critical'), ...beginning, resolved])).toEqual(['prepare-release']);
  });
  it('that is not critical holds nothing', () => {
    expect(started([raised, triaged('low', 'low'), ...beginning])).toEqual(['prepare-release']);
  });
  it('that turns critical holds it again', () => {
    expect(started([raised, triaged('low', 'low'), triaged('high', 'critical'), ...beginning])).toEqual([]);
  });
});

describe('a deadline', () => {
  const { given } = specificationFor(
    flow,
    { now: '2026-11-23T12:00:00.000Z', actor: { id: 'planning', kind: 'service', roles: [] } },
    expect,
  );
  const active = takeThrough(start(), beginning);
  const check = { type: 'CheckOverdue', step: 'prepare-release', deadline: '2026-11-23T12:00:00.000Z' } as const;

  it('that passes is stated once, with what is missing and who can act', () => {
    const [overdue, ...others] = given(...active)
      .when(check)
      .events();
    expect(others).toEqual([]);
    expect(overdue).toMatchObject({
      type: StepOverdue.type,
      data: {
        since: '2026-11-23T10:00:00.000Z',
        missing: expect.arrayContaining([
          expect.objectContaining({ id: 'prepare-release.action-1', whoCanAct: ['release-manager'] }),
        ]),
      },
    });
    given(...active, ...(overdue === undefined ? [] : [overdue]))
      .when(check)
      .thenNothing();
  });
  it('is nothing for a step that is done, or before its time', () => {
    given(...takeThrough(active, through('prepare-release')))
      .when(check)
      .thenNothing();
    given(...active)
      .when(check, { now: '2026-11-23T11:59:59.999Z' })
      .thenNothing();
  });
  it('is there for the start of the next step too', () => {
    const [waits] = whatIsMissing(runAfter(start()));
    expect(waits).toMatchObject({ step: 'prepare-release', status: 'pending', deadline: '2026-12-07T10:00:00.000Z' });
  });
});

describe('what a held or paused release waits for', () => {
  const waitedFor = (events: readonly FlowEvent[]) =>
    whatIsMissing(runAfter(events)).flatMap(({ missing }) => missing.map(({ id }) => id));

  it('names the issue that holds it, and who can act', () => {
    const held = takeThrough(start(), [raised]);
    const [first] = whatIsMissing(runAfter(held)).flatMap(({ missing }) => missing);
    expect(first).toMatchObject({ id: issueId, whoCanAct: ['support', 'release-manager'] });
    expect(first?.how).toContain(`/issues/v1/issues/${issueId}/triage`);
    expect(waitedFor(takeThrough(held, [triaged('low', 'low')]))).not.toContain(issueId);
  });

  it('names the pause', () => {
    expect(waitedFor(takeThrough(start(), [{ type: 'Pause', reason: 'lunch' }]))).toContain('paused');
    expect(waitedFor(start())).not.toContain('paused');
  });
});

describe('the end', () => {
  const { given } = specificationFor(
    flow,
    { now: '2026-11-23T12:00:00.000Z', actor: { id: 'frances', kind: 'person', roles: ['release-manager'] } },
    expect,
  );
  const conclude = { type: 'Conclude', reason: 'the partner never answers' } as const;
  const deployed = () =>
    takeThrough(start(), [
      ...factsOf(baseFlow, 'criteria'),
      ...factsOf(baseFlow, 'gates'),
      ...attestationsOf(baseFlow),
      ...through('prepare-release', 'validate-prerelease', 'coordinate-release', 'execute-deployment'),
    ]);
  const everything = [
    ...factsOf(baseFlow, 'criteria'),
    ...factsOf(baseFlow, 'gates'),
    ...attestationsOf(baseFlow),
    ...through(...baseFlow.steps.map(({ id }) => id)),
  ];

  it('comes early when a release manager concludes a deployed release, with what is open', () => {
    given(...start())
      .when(conclude)
      .thenRejected('NOTHING_TO_CONCLUDE');
    const ended = given(...deployed())
      .when(conclude)
      .events()
      .filter(ReleaseEndedPostRelease.is);
    expect(ended[0]?.data).toMatchObject({ status: 'open-items' });
    expect(ended[0]?.data.open.map(({ id }) => id)).toContain('exit-6');
  });
  it('is not [rl] while one person wears two hats that the policy keeps apart', () => {
    const approval = ApprovalGiven.of({ releaseId, approver: 'Ada ', digests: digestsOf(release.artifacts) });
    const [ended] = takeThrough(start(), [asFact(approval), ...everything]).filter(ReleaseEndedPostRelease.is);
    expect(ended?.data).toMatchObject({
      status: 'open-items',
      open: [{ id: 'hats', reason: 'ada is author and approver' }],
    });
  });
  it('is not [rl] when an entry criterion turned untrue after the deployment', () => {
    const lost = asFact(
      QualityEvidenceLost.of({
        releaseId,
        digests: release.artifacts.map(({ digest }) => digest),
        contradictedBy: [{ eventId: raised.eventId, type: 'failed', trail: 'artifact-a', hash: 'f'.repeat(64) }],
        reason: 'the suite unit failed in a newer run',
      }),
    );
    const last = everything.slice(0, -1);
    const [ended] = takeThrough(start(), [...last, lost, ...everything.slice(-1)]).filter(ReleaseEndedPostRelease.is);
    expect(ended?.data).toMatchObject({ status: 'open-items', open: [{ id: 'entry-3', reason: 'not met' }] });
  });
});
