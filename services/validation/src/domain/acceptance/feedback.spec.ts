import { AcceptancePlanned, FeedbackCollected } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { now, releaseId, standing } from '../fixtures.js';
import { acceptance } from './acceptance.decider.js';
import { conclude, conduct, planned } from './acceptance.fixtures.js';

const { given } = specificationFor(acceptance, { now, actor: { id: 'katherine' } }, (actual) => expect(actual));

const collected = (ratings: number, satisfaction: number, comments: string[] = []) =>
  FeedbackCollected.of({ releaseId, ratings, satisfaction, comments });
const three = [5, 4, 2];
const waived = { standing: standing({ waived: ['conduct-user-acceptance.action-3'] }) };

describe('feedback', () => {
  it('is the share of ratings of 4 and 5', () => {
    given()
      .when(conclude([5, ...three], {}, ['fast']))
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
      ...{ users: 2, needed: 3, share: 0, neededShare: 0, asked: undefined, ofTheTeam: 2, early: 1 },
      fix: `wait until more users have rated the release, or ask for an exception with POST /planning/v1/releases/${releaseId}/exceptions {"kind":"waiver","items":["conduct-user-acceptance.action-3"],"reason":"…"}`,
    });
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
