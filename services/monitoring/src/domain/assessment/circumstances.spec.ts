import {
  DeploymentFailed,
  DeploymentStarted,
  DeploymentSucceeded,
  FeedbackReceived,
  IssueRaised,
  IssueResolved,
  PhaseStarted,
  ReleaseReleased,
  ReleaseRevised,
  StepStarted,
  type DomainEvent,
} from '@slipway/contracts';
import { release } from '../fixtures.js';
import { after, beginning, type TrailFact } from './circumstances.js';

const { releaseId, artifacts, environment } = release;
const at = (second: number) => `2026-11-23T10:00:${String(second).padStart(2, '0')}.000Z`;
const recorded = ({ type, data }: DomainEvent, second = 1): TrailFact => ({
  type,
  data,
  id: `event-${String(second)}`,
  correlationId: 'correlation',
  occurredAt: at(second),
});
const begun = beginning(release, recorded({ type: 'x', data: {} }, 0));
const afterAll = (...facts: DomainEvent[]) =>
  facts.reduce((known, fact, index) => after(known, recorded(fact, index + 1)), begun);

const started = DeploymentStarted.of({ releaseId, environment, executor: 'local', artifacts, phases: [50, 100] });
const phase = PhaseStarted.of({ releaseId, phase: 2, weight: 100 });
const finishedAt = at(9);
const succeeded = DeploymentSucceeded.of({ releaseId, environment, artifacts, criticalErrors: 0, finishedAt });
const step = (id: string) => {
  const items = [{ id: `${id}.action-1`, text: 'something' }];
  const order = { id, title: id, type: 'monitoring', service: 'monitoring' as const, actions: items, outputs: items };
  return StepStarted.of({ step: order, release });
};
const rating = (user: string, given: number) => {
  const origin = { source: '/app', id: `f-${String(given)}`, publisher: 'ci', receivedAt: at(1) };
  return FeedbackReceived.of({ releaseId, rating: given, user, origin });
};

describe('circumstances', () => {
  it('follow the rollout, each phase anew', () => {
    expect(afterAll(started).rollout).toEqual({ status: 'rolling-out', since: at(1) });
    expect(afterAll(started, phase).rollout).toEqual({ status: 'rolling-out', since: at(2) });
    expect(afterAll(started, phase, succeeded).rollout).toEqual({ status: 'deployed', since: at(3) });
    const failed = DeploymentFailed.of({ releaseId, reason: 'smoke' });
    expect(afterAll(started, failed).rollout.status).toBe('rolling-back');
  });

  it('know which steps have begun, and when', () => {
    expect(afterAll(step('validate-prerelease'))).toMatchObject({ coverageWanted: true });
    expect(afterAll(step('coordinate-release'))).toMatchObject({ watchWanted: true });
    expect(afterAll(step('verify-health'))).toMatchObject({ verifyingSince: at(1) });
    expect(afterAll(step('monitor-postrelease'))).toMatchObject({ monitoringSince: at(1) });
  });

  it('keep the last rating of each user, however often they rate', () => {
    const changed = [rating('u-1', 1), rating('u-2', 2), rating('u-1', 5), rating('u-1', 5), rating('u-1', 5)];
    expect(afterAll(...changed).ratings).toEqual({ 'u-1': 5, 'u-2': 2 });
  });

  it('keep the issues, and which are resolved', () => {
    const source = { kind: 'person' as const };
    const issue = IssueRaised.of({ issueId: `${releaseId}.1`, releaseId, title: 'slow', detail: '', source });
    const resolution = { resolution: 'cached', critical: false, inTime: true, evidence: [] };
    const resolved = IssueResolved.of({ issueId: `${releaseId}.1`, releaseId, ...resolution });
    expect(afterAll(issue, resolved).issues).toEqual([{ issueId: `${releaseId}.1`, raisedAt: at(1), resolved: true }]);
  });

  it('take the release as it was revised, end with it, and remember why', () => {
    const revised = { ...release, title: 'Shop, revised' };
    const ended = ReleaseReleased.of({ releaseId, product: 'shop', version: '1.1.0', signal: 'rl' });
    expect(afterAll(ReleaseRevised.of({ release: revised }), ended)).toMatchObject({
      release: { title: 'Shop, revised' },
      ended: true,
      because: { eventId: 'event-2', correlationId: 'correlation' },
    });
  });
});
