import { FeedbackReceived } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { inbound } from './inbound.decider.js';

const { given } = specificationFor(inbound, { now: '2026-11-23T10:00:00.000Z', actor: { id: 'app' } }, (actual) =>
  expect(actual),
);
const feedback = ({ rating = 5, receivedAt = '2026-11-23T10:00:00.000Z' } = {}) =>
  FeedbackReceived.of({
    releaseId: 'shop-1.1.0',
    rating,
    user: 'user-17',
    origin: { source: '/app', id: '1', publisher: 'app', receivedAt },
  });

describe('an inbound message', () => {
  it('is recorded', () => {
    given().when({ type: 'Receive', fact: feedback() }).then(feedback());
  });

  it('changes nothing when it comes again later', () => {
    const again = feedback({ receivedAt: '2026-11-23T11:00:00.000Z' });
    given(feedback()).when({ type: 'Receive', fact: again }).thenNothing();
  });

  it('is refused when its source and id came before with other content', () => {
    given(feedback())
      .when({ type: 'Receive', fact: feedback({ rating: 1 }) })
      .thenRejected('INBOUND_ID_REUSED');
  });
});
