import { FeedbackReceived, IssueRaised, IssueResolved } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { grownRows } from '@slipway/testing/services';
import { WatchedSystem } from './watched-system.js';
import { patience, watching } from './watching.js';

let system: WatchedSystem;
const { rollOut, watchOfRelease } = watching(() => system);

beforeAll(async () => {
  system = await WatchedSystem.start();
});
afterAll(() => system.stop());

/** So many users rate the release, each with a comment. */
function ratings(releaseId: string, from: number, count: number): FeedbackReceived[] {
  const receivedAt = new Date().toISOString();
  return Array.from({ length: count }, (_, index) => {
    const user = `user-${String(from + index)}`;
    const origin = { id: `f-${user}`, source: '/app', publisher: 'ci', receivedAt };
    return FeedbackReceived.of({ releaseId, rating: 1 + (index % 5), user, comment: 'faster than before', origin });
  });
}

function issues(releaseId: string, from: number, count: number) {
  const source = { kind: 'person' as const };
  const done = { resolution: 'cached', critical: false, inTime: true, evidence: [] };
  return Array.from({ length: count }, (_, index) => `${releaseId}.${String(from + index)}`).flatMap((issueId) => [
    IssueRaised.of({ issueId, releaseId, title: 'slow', detail: '', source }),
    IssueResolved.of({ issueId, releaseId, ...done }),
  ]);
}

it('a busy release makes no row larger, and what users say is still counted', async () => {
  const release = await system.proposed('busy');
  const { releaseId } = release;
  await rollOut(release);
  await eventually(async () => (await watchOfRelease(release)).rollout.status === 'rolling-out', patience);
  const busier = async (from: number, count: number) => {
    await system.other('issues').saysAll('desk', releaseId, issues(releaseId, from, count));
    await system.other('intake').saysAll('inbound', releaseId, ratings(releaseId, from, count));
    const counted = from + count - 1;
    await eventually(async () => (await watchOfRelease(release)).ratings.counted === counted, patience);
    return system.widestRows();
  };
  const few = await busier(1, 100);
  const many = await busier(101, 1900);
  expect(grownRows(few, many)).toEqual([]);
});
