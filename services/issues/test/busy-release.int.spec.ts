import {
  IncidentReported,
  IssueRaised,
  IssuesDocumentRecorded,
  IssueStatusCommunicated,
  type EvidenceReference,
} from '@slipway/contracts';
import { pageOf } from '@slipway/service-kit';
import { eventually } from '@slipway/testing';
import { grownRows } from '@slipway/testing/services';
import { IssueAnswer } from '../src/api/issue.answer.js';
import { IssuesSystem } from './issues-system.js';

let system: IssuesSystem;
const channels = 2;

beforeAll(async () => {
  system = await IssuesSystem.start();
});
afterAll(() => system.stop());

function incidents(releaseId: string, from: number, count: number): IncidentReported[] {
  const receivedAt = new Date().toISOString();
  return Array.from({ length: count }, (_, index) => {
    const incident = `incident-${String(from + index)}`;
    const origin = { source: '/monitor', id: incident, publisher: 'ci', receivedAt };
    return IncidentReported.of({ releaseId, title: 'Alert', detail: 'checkout is slow', incident, origin });
  });
}

/** What each further issue of a release costs. */
async function busier(releaseId: string, from: number, count: number) {
  const before = (await system.trail(releaseId)).length;
  await system.other('intake').saysAll('inbound', releaseId, incidents(releaseId, from, count));
  await system.said(releaseId, IssueRaised.type, from + count - 1);
  await system.said(releaseId, IssueStatusCommunicated.type, (from + count - 1) * channels);
  const trail = await system.trail(releaseId);
  const added = trail.slice(before).filter(({ type }) => type !== IssuesDocumentRecorded.type);
  const desk = added.filter(({ stream }) => stream.startsWith('desk-'));
  return { rows: await system.widestRows(), events: added.length / count, desk: desk.length / count };
}

it('each issue of a busy release costs what the first did, in events, on the desk and in rows', async () => {
  const releaseId = await system.release('busy');
  const few = await busier(releaseId, 1, 50);
  const many = await busier(releaseId, 51, 200);
  expect(few).toMatchObject({ desk: 2, events: 3 + channels });
  expect(many).toMatchObject({ desk: 2, events: 3 + channels });
  expect(grownRows(few.rows, many.rows)).toEqual([]);
  const path = `releases/${releaseId}/issues?limit=200`;
  const first = pageOf(IssueAnswer).parse((await system.call('GET', path)).body);
  const rest = pageOf(IssueAnswer).parse((await system.call('GET', `${path}&cursor=${first.nextCursor ?? ''}`)).body);
  expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([200, 50, undefined]);
  await eventually(async () => {
    const documents = await system.said(releaseId, IssuesDocumentRecorded.type);
    const { evidence } = documents.at(-1)?.data as { evidence: EvidenceReference };
    return (await system.document(evidence.digest)).includes('50 earlier issues are not in this table');
  });
});
