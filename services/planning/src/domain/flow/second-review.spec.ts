import {
  ApprovalGiven,
  ApprovalObtained,
  ApprovalWithdrawn,
  CriterionMet,
  ItemWithdrawn,
  ReleaseEndedPostRelease,
  ReleaseReleased,
  SecondReviewGiven,
  StepOverdue,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow, releasePolicy } from '@slipway/flow';
import { flow } from './flow.decider.js';
import { everything } from './everything.fixtures.js';
import { asFact, reference, release, runAfter, takeThrough } from './flow.fixtures.js';
import { whatIsMissing } from './missing.js';
import { secondReviewId } from './second-review.js';

const at = '2026-11-23T10:00:00.000Z';
const actor = { id: 'frances', kind: 'person' as const, roles: ['release-manager' as const] };
const { given } = specificationFor(flow, { now: at, actor }, expect);

const hotfix = { ...release, type: 'hotfix' as const, policy: releasePolicy(baseFlow, 'hotfix') };
const begun = takeThrough([], [{ type: 'StartFlow', release: hotfix, template: reference, flow: baseFlow }]);
const { releaseId } = release;
const digests = release.artifacts.map(({ digest }) => digest);
const reviewed = asFact(SecondReviewGiven.of({ releaseId, reviewer: 'barbara', digests }));
const approved = [
  asFact(ApprovalGiven.of({ releaseId, approver: 'grace', digests })),
  asFact(ApprovalObtained.of({ releaseId, approvers: ['grace'], digests })),
];

it('keeps a release from its end until it is given', () => {
  const complete = takeThrough(begun, everything(baseFlow));
  expect(complete.filter(ReleaseReleased.is)).toEqual([]);
  expect(complete.filter(ReleaseEndedPostRelease.is)).toEqual([]);
  expect(whatIsMissing(runAfter(complete)).flatMap(({ missing }) => missing.map(({ id }) => id))).toEqual([
    secondReviewId,
  ]);
  expect(takeThrough(complete, [reviewed]).filter(ReleaseReleased.is)).toHaveLength(1);
});

it('is met by a review of these artifacts, and open again with the approval that it is about', () => {
  const met = takeThrough(begun, [...approved, reviewed]);
  expect(met.filter(CriterionMet.is).map(({ data }) => data.criterion)).toContain(secondReviewId);
  const withdrawn = ApprovalWithdrawn.of({ releaseId, approver: 'grace', reason: 'I read on' });
  const open = takeThrough(met, [asFact(withdrawn)]).filter(ItemWithdrawn.is);
  expect(open.map(({ data }) => data.item)).toContain(secondReviewId);
});

it('is overdue once when its time has passed', () => {
  const late = { type: 'CheckOverdue', step: secondReviewId, deadline: at } as const;
  const waiting = takeThrough(begun, approved);
  const [event] = given(...waiting)
    .when(late)
    .events();
  expect(event?.data).toMatchObject({ step: secondReviewId, since: '2026-11-22T10:00:00.000Z', deadline: at });
  expect((event as StepOverdue).data.missing.map(({ id }) => id)).toEqual([secondReviewId]);
  given(...waiting, event as StepOverdue)
    .when(late)
    .thenNothing();
  given(...takeThrough(waiting, [reviewed]))
    .when(late)
    .thenNothing();
  given(...begun)
    .when(late)
    .thenNothing();
});
