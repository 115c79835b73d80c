import { AcceptancePlanned, FeedbackCollected } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { now, releaseId, standing } from '../fixtures.js';
import { acceptance } from './acceptance.decider.js';
import { conclude, conduct, planned, rated } from './acceptance.fixtures.js';

const { given } = specificationFor(acceptance, { now, actor: { id: 'katherine' } }, (actual) => expect(actual));

const collected = (ratings: number, satisfaction: number, comments: string[] = []) =>
  FeedbackCollected.of({ releaseId, ratings, satisfaction, comments });
const three = [rated('u1', 5), rated('u2', 4), rated('u3', 2)];
const waived = { standing: standing({ waived: ['conduct-user-acceptance.action-3'] }) };

describe('feedback', () => {
  it('is the share of ratings of 4 and 5', () => {
    const ratings = [{ ...rated('u0', 5), comment: 'fast' }, ...three];
    given()
      .when(conclude(ratings))
      .then(collected(4, 0.75, ['fast']));
  });

  it('needs a rating of a user, of a version that runs', () => {
    given().when(conclude([])).thenRejected('NO_FEEDBACK');
    given()
      .when(conclude(three, { runsSince: undefined }))
      .thenRejected('VERSION_NOT_DEPLOYED');
  });

  it('needs as many users as the policy says', () => {
    const outcome = given().when(conclude(three.slice(1)));
    outcome.thenRejected('FEEDBACK_NOT_ENOUGH', {
      ...{ users: 2, needed: 3, share: 0, neededShare: 0, asked: undefined, ofTheTeam: 0, early: 0 },
      fix: `wait until more users have rated the release, or ask for an exception with POST /planning/v1/releases/${releaseId}/exceptions {"kind":"waiver","items":["conduct-user-acceptance.action-3"],"reason":"…"}`,
    });
  });

  it('counts neither the team, however they write their names, nor ratings from before the rollout', () => {
    const others = [rated('ada', 5), rated(' Linus', 5), rated('early', 5, '2026-11-23T08:59:59.999Z')];
    given()
      .when(conclude([...others, ...three]))
      .then(collected(3, 2 / 3));
    given()
      .when(conclude([...others, ...three.slice(1)]))
      .thenRejected('FEEDBACK_NOT_ENOUGH');
    given().when(conclude(others)).thenRejected('NO_FEEDBACK');
  });

  it('needs a share of those who were asked where the policy says so', () => {
    const withShare = { conduct: { ...conduct, acceptance: { ...conduct.acceptance, responseShare: 0.2 } } };
    const asking = (asked: number) => AcceptancePlanned.of({ ...planned.data, asked });
    given(asking(15))
      .when(conclude(three, withShare))
      .then(collected(3, 2 / 3));
    given(asking(16)).when(conclude(three, withShare)).thenRejected('FEEDBACK_NOT_ENOUGH');
    given(planned).when(conclude(three, withShare)).thenRejected('FEEDBACK_NOT_ENOUGH');
  });

  it('is concluded with what there is where that was let go, but not with nothing', () => {
    given()
      .when(conclude(three.slice(2), waived))
      .then(collected(1, 0));
    given().when(conclude([], waived)).thenRejected('NO_FEEDBACK');
  });
});
