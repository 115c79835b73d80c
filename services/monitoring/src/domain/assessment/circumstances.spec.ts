import {
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalWithdrawn,
  CoverageMissing,
  DeploymentFailed,
  DeploymentStarted,
  DeploymentSucceeded,
  FeedbackReceived,
  HatTaken,
  PhaseStarted,
  ReleaseReleased,
  ReleaseRevised,
  StepStarted,
  TeamRoleAssigned,
  WatchConfigured,
  type DomainEvent,
} from '@slipway/contracts';
import { configuration, release } from '../fixtures.js';
import { isApproved } from './approval.js';
import { after, beginning, type TrailFact } from './circumstances.js';
import { ratingOf, usersOf } from './ratings.js';

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
  const origin = { source: '/app', id: `f-${String(given)}`, publisher: 'ci', receivedAt: at(30) };
  return FeedbackReceived.of({ releaseId, rating: given, user, origin });
};

describe('circumstances', () => {
  it('follow the rollout, each phase again', () => {
    expect(afterAll(started).rollout).toEqual({ status: 'rolling-out', since: at(1) });
    expect(afterAll(started, phase).rollout).toEqual({ status: 'rolling-out', since: at(2) });
    expect(afterAll(started, phase, succeeded).rollout).toEqual({ status: 'deployed', since: at(3) });
    const failed = DeploymentFailed.of({ releaseId, reason: 'smoke' });
    expect(afterAll(started, failed).rollout.status).toBe('rolling-back');
    const behind = after(afterAll(started, phase), recorded(succeeded, 1));
    expect(behind.rollout).toEqual({ status: 'deployed', since: at(2) });
  });

  it('know which steps have begun, and when', () => {
    expect(afterAll(step('validate-prerelease'))).toMatchObject({ coverageWanted: true });
    expect(afterAll(step('coordinate-release'))).toMatchObject({ watchWanted: true });
    expect(afterAll(step('verify-health'))).toMatchObject({ verifyingSince: at(1) });
    expect(afterAll(step('monitor-postrelease'))).toMatchObject({ monitoringSince: at(1) });
  });

  it('know whose ratings count: nobody of the team, nobody before the deployment, and none from after it came', () => {
    const by = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: 'x' };
    const hat = HatTaken.of({ releaseId, hat: 'approver', person: 'Grace ', by });
    const member = TeamRoleAssigned.of({ releaseId, role: 'support', person: 'margaret' });
    expect(usersOf(afterAll(hat, member))).toBeUndefined();
    expect(usersOf(afterAll(started, hat, member))).toEqual({ since: at(1), except: ['ada', 'grace', 'margaret'] });
    expect(ratingOf(rating('U-1 ', 5), at(3))).toEqual({ person: 'u-1', rating: 5, at: at(3) });
    expect(ratingOf(rating('u-2', 3), at(59))).toEqual({ person: 'u-2', rating: 3, at: at(30) });
  });

  it('know whether the approval stands', () => {
    const obtained = ApprovalObtained.of({ releaseId, approvers: ['grace'], digests: [artifacts[0]?.digest ?? ''] });
    const given = ApprovalGiven.of({ releaseId, approver: 'barbara', digests: obtained.data.digests });
    const withdrawn = (approver: string) => ApprovalWithdrawn.of({ releaseId, approver, reason: 'a mistake' });
    const lapsed = ApprovalLapsed.of({ releaseId, approvers: ['grace'], reason: 'an artifact changed' });
    const approved = (...facts: DomainEvent[]) => isApproved(afterAll(...facts));
    expect(approved()).toBe(false);
    expect(approved(given)).toBe(true);
    expect(approved(given, withdrawn('barbara'))).toBe(false);
    expect(approved(obtained)).toBe(true);
    expect(approved(obtained, lapsed)).toBe(false);
    expect(approved(obtained, withdrawn('Grace'))).toBe(false);
    expect(approved(obtained, given, withdrawn('grace'))).toBe(true);
  });

  it('know since when coverage is missing, and nothing of it once other targets are configured', () => {
    const missing = (reason: string) => CoverageMissing.of({ releaseId, coverage: 0, results: [], reason });
    expect(afterAll(missing('silent'), missing('no alert')).coverage).toEqual({ status: 'missing', since: at(1) });
    const other = afterAll(missing('silent'), WatchConfigured.of(configuration));
    expect(other).toMatchObject({ configuredAt: at(2), coverage: undefined });
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
