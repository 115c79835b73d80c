import { IssueNotificationFailed, IssueStatusCommunicated } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { issueId, now, releaseId } from './fixtures.js';
import { notice } from './notice.decider.js';

const { given } = specificationFor(notice, { now, actor: { id: 'issues' } }, expect);
const eventId = '0198f3a2-7c1e-7d60-8a52-0f6f8f0b1c2d';
const change = { issueId, status: 'raised', eventId, channel: 'webhook' } as const;
const communicated = IssueStatusCommunicated.of({ ...change, releaseId, receipt: '202 a' });

describe('the notice of a change', () => {
  it('is recorded once for each channel', () => {
    const communication = { type: 'RecordCommunication', ...change, receipt: '202 a' } as const;
    given().when(communication).then(communicated);
    given(communicated).when(communication).thenNothing();
    given(communicated)
      .when({ ...communication, channel: 'email' })
      .then(IssueStatusCommunicated.of({ ...communicated.data, channel: 'email' }));
  });
  it('that fails is recorded, with when it is tried again', () => {
    const failed = { ...change, reason: 'connection refused', retryAt: '2026-11-23T10:00:02.000Z' };
    given()
      .when({ type: 'RecordFailedCommunication', ...failed })
      .then(IssueNotificationFailed.of({ ...failed, releaseId }));
    given()
      .when({ type: 'RecordFailedCommunication', ...failed, retryAt: undefined })
      .then(IssueNotificationFailed.of({ ...change, releaseId, reason: 'connection refused' }));
  });
});
