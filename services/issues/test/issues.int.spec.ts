import { randomUUID } from 'node:crypto';
import {
  IssueRaised,
  IssueReviewConcluded,
  IssuesDocumentRecorded,
  IssueSlaBreached,
  type EvidenceReference,
} from '@slipway/contracts';
import { pageOf } from '@slipway/service-kit';
import { eventually } from '@slipway/testing';
import { IssueAnswer } from '../src/api/issue.answer.js';
import { IssuesSystem } from './issues-system.js';

let system: IssuesSystem;

beforeAll(async () => {
  system = await IssuesSystem.start();
});

afterAll(async () => {
  await system.stop();
});

const newIssue = { title: 'slow start page', detail: 'p99 over 2 s' };
const critical = { category: 'performance', impact: 'high', urgency: 'high' };
/** Whatever changes its numbers concludes one with itself. */
const review = { type: IssueReviewConcluded.type };
const minor = { category: 'usability', impact: 'low', urgency: 'low' };

const post = (path: string, body: unknown, more = {}) => system.call('POST', path, { body, ...more });
const raise = (releaseId: string, title = newIssue.title) =>
  post(`releases/${releaseId}/issues`, { ...newIssue, title }, { as: 'linus' });
const issuesOf = async (releaseId: string) =>
  pageOf(IssueAnswer).parse((await system.call('GET', `releases/${releaseId}/issues`)).body);

describe('an issue', () => {
  it('goes from raised over triaged and planned to resolved', async () => {
    const releaseId = await system.release('whole');
    const issue = `issues/${releaseId}.1`;
    expect(await raise(releaseId)).toMatchObject({
      status: 201,
      body: { events: [{ type: IssueRaised.type }, review] },
    });
    expect(await post(`${issue}/triage`, minor)).toMatchObject({
      status: 201,
      body: { events: [{ data: { priority: 'low' } }, review] },
    });
    const planned = { plan: 'cache it', plannedFor: '1.2.0' };
    expect(await post(`${issue}/plan`, planned, { as: 'ada' })).toMatchObject({ status: 201 });
    const resolution = { resolution: 'cached' };
    expect(await post(`${issue}/resolution`, resolution)).toMatchObject({ status: 201 });
    const { body } = await system.call('GET', issue, { as: 'radia' });
    expect(IssueAnswer.parse(body)).toMatchObject({
      raised: { source: { kind: 'person' } },
      planned,
      resolved: { ...resolution, inTime: true },
    });
    expect(await post(`${issue}/triage`, critical)).toMatchObject({ status: 409, body: { code: 'ISSUE_RESOLVED' } });
  });

  it('is raised once by one request, however often it is sent', async () => {
    const releaseId = await system.release('once');
    const path = `releases/${releaseId}/issues`;
    const key = randomUUID();
    const { status, body } = await post(path, newIssue, { key });
    expect(await post(path, newIssue, { key })).toMatchObject({ status, body });
    expect((await issuesOf(releaseId)).items).toHaveLength(1);
    expect(await post(path, { ...newIssue, title: 'another' }, { key })).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('that is critical has a deadline and may get a hotfix', async () => {
    const releaseId = await system.release('critical');
    const before = Date.now() + 4 * 3_600_000;
    await raise(releaseId);
    const triage = await post(`issues/${releaseId}.1/triage`, critical);
    const [triaged] = (triage.body as { events: { data: { priority: string; deadline: string } }[] }).events;
    expect(triaged?.data.priority).toBe('critical');
    expect(Date.parse(triaged?.data.deadline ?? '')).toBeGreaterThanOrEqual(before);
    expect(Date.parse(triaged?.data.deadline ?? '')).toBeLessThanOrEqual(before + 60_000);
    expect(await post(`issues/${releaseId}.1/hotfix`, { reason: 'orders are lost' })).toMatchObject({ status: 201 });
    const { deadline } = triaged?.data ?? {};
    expect(await post(`issues/${releaseId}.1/triage`, critical)).toMatchObject({
      body: { events: [{ data: { deadline } }] },
    });
  });

  it('that is not critical gets no hotfix', async () => {
    const releaseId = await system.release('minor');
    await raise(releaseId);
    await post(`issues/${releaseId}.1/triage`, minor);
    expect(await post(`issues/${releaseId}.1/hotfix`, { reason: 'nicer' })).toMatchObject({
      status: 409,
      body: { code: 'HOTFIX_ONLY_FOR_CRITICAL' },
    });
  });

  it('that misses its deadline breaches its service level, once, and is resolved late', async () => {
    const releaseId = await system.release('late', 'PT1S');
    await raise(releaseId);
    await post(`issues/${releaseId}.1/triage`, critical);
    const [breach] = await system.said(releaseId, IssueSlaBreached.type);
    expect(breach?.data).toMatchObject({ issueId: `${releaseId}.1` });
    expect(await post(`issues/${releaseId}.1/resolution`, { resolution: 'reverted' })).toMatchObject({
      body: { events: [{ data: { critical: true, inTime: false } }, review] },
    });
    expect(await system.said(releaseId, IssueSlaBreached.type)).toHaveLength(1);
  });
});

describe('a review', () => {
  it('counts the issues and leaves the six documents of the step', async () => {
    const releaseId = await system.release('reviewed');
    await raise(releaseId);
    const untriaged = await post(`releases/${releaseId}/review`, {});
    expect(untriaged).toMatchObject({
      status: 409,
      body: { code: 'ISSUES_NOT_TRIAGED', issues: [`${releaseId}.1`] },
    });
    await post(`issues/${releaseId}.1/triage`, critical);
    await post(`issues/${releaseId}.1/hotfix`, { reason: 'orders are lost' });
    const counted = { raised: 1, open: 1, openCritical: 1, unplanned: 0, hotfixes: 1, breaches: 0 };
    expect(await post(`releases/${releaseId}/review`, {})).toMatchObject({
      status: 201,
      body: { events: [{ type: IssueReviewConcluded.type, data: counted }] },
    });
    const documents = await documentsOf(releaseId, 6);
    expect(new Set(documents.map(({ output }) => output))).toEqual(
      new Set([1, 2, 3, 4, 5, 6].map((n) => `manage-issues.output-${String(n)}`)),
    );
    await documented(releaseId, 'manage-issues.output-3', '| orders are lost |');
  });

  it('that comes after another writes again what has changed', async () => {
    const releaseId = await system.release('twice');
    await post(`releases/${releaseId}/review`, {});
    await documentsOf(releaseId, 6);
    await raise(releaseId);
    await post(`issues/${releaseId}.1/triage`, minor);
    await post(`releases/${releaseId}/review`, {});
    const documents = await documentsOf(releaseId, 12);
    expect(await system.document(documents[6]?.evidence.digest ?? '')).toContain('slow start page');
  });
});

describe('from the first issue on', () => {
  it('each issue, triage and missed deadline is in a fresh review, and in the documents', async () => {
    const releaseId = await system.release('watched', 'PT1S');
    await post(`releases/${releaseId}/review`, {});
    await documentsOf(releaseId, 6);
    await raise(releaseId);
    await post(`issues/${releaseId}.1/triage`, critical);
    const reviews = await system.said(releaseId, IssueReviewConcluded.type, 3);
    const one = { raised: 1, open: 1, unplanned: 1 };
    expect(reviews.map(({ data }) => data)).toMatchObject([
      { raised: 0, open: 0, breaches: 0 },
      { ...one, openCritical: 1, breaches: 0 },
      { ...one, openCritical: 1, breaches: 1 },
    ]);
    const [breach] = await system.said(releaseId, IssueSlaBreached.type);
    expect(reviews.at(-1)?.streamPosition).toBe((breach?.streamPosition ?? 0) + 1);
    await documented(releaseId, 'manage-issues.output-2', '| critical |');
  });
});

/** Until the newest document of the output says so. */
const documented = (releaseId: string, output: string, text: string) =>
  eventually(async () => {
    const newest = (await documentsOf(releaseId, 6)).findLast((each) => each.output === output);
    return (await system.document(newest?.evidence.digest ?? '')).includes(text);
  });

async function documentsOf(releaseId: string, count: number) {
  const recorded = await system.said(releaseId, IssuesDocumentRecorded.type, count);
  return recorded.map(({ data }) => data as { output: string; evidence: EvidenceReference });
}

describe('the door', () => {
  it.each([
    ['GET', 'releases/nobody-9.9.9/issues', undefined],
    ['POST', 'releases/nobody-9.9.9/issues', newIssue],
    ['POST', 'releases/nobody-9.9.9/review', {}],
    ['POST', 'issues/nobody-9.9.9.1/triage', minor],
  ])('knows no such release: %s %s', async (method, path, body) => {
    expect(await system.call(method, path, { body })).toMatchObject({ status: 404, body: { code: 'RELEASE_UNKNOWN' } });
  });

  it('knows no issue that nobody raised', async () => {
    const releaseId = await system.release('empty');
    const unknown = { status: 404, body: { code: 'ISSUE_UNKNOWN' } };
    expect(await system.call('GET', `issues/${releaseId}.1`)).toMatchObject(unknown);
    expect(await post(`issues/${releaseId}.1/triage`, minor)).toMatchObject(unknown);
  });

  it.each([
    ['triage', minor, ['support']],
    ['plan', { plan: 'cache it', plannedFor: '1.2.0' }, ['support', 'release-manager']],
    ['hotfix', { reason: 'orders are lost' }, ['support', 'release-manager']],
    ['resolution', { resolution: 'cached' }, ['support']],
  ])('tells a deployer who may %s', async (command, body, needed) => {
    expect(await post(`issues/shop-1.1.0.1/${command}`, body, { as: 'linus' })).toMatchObject({
      status: 403,
      body: { code: 'ROLE_REQUIRED', needed },
    });
  });

  it('refuses a command about an issue that has changed since it was read', async () => {
    const releaseId = await system.release('stale');
    await raise(releaseId);
    const read = await system.call('GET', `issues/${releaseId}.1`);
    const headers = { 'if-match': read.headers.get('etag') ?? 'none' };
    await post(`issues/${releaseId}.1/triage`, critical);
    expect(await post(`issues/${releaseId}.1/triage`, minor, { headers })).toMatchObject({
      status: 412,
      body: { code: 'PRECONDITION_FAILED' },
    });
  });

  it('names the field that is wrong', async () => {
    const releaseId = await system.release('wrong');
    expect(await post(`releases/${releaseId}/issues`, { ...newIssue, title: '' })).toMatchObject({
      status: 400,
      body: { code: 'REQUEST_INVALID', fields: [{ field: 'title' }] },
    });
  });
});

it('describes in OpenAPI what each route answers', async () => {
  expect(await system.gapsInOpenApi()).toEqual([]);
});
