import { randomUUID } from 'node:crypto';
import {
  AccessControlsBreached,
  DeploymentFailed,
  EnvironmentRolledBack,
  HealthBreached,
  IncidentReported,
  IssueFactRefused,
  IssueRaised,
  IssueReviewConcluded,
  IssueSlaBreached,
  ReleaseReleased,
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

const minor = { category: 'usability', impact: 'low', urgency: 'low' };
const post = (path: string, body: unknown) => system.call('POST', path, { body });
const issuesOf = async (releaseId: string) =>
  pageOf(IssueAnswer).parse((await system.call('GET', `releases/${releaseId}/issues`)).body).items;
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

interface Reported {
  readonly title: string;
  readonly source?: string;
  readonly incident?: string;
  readonly environment?: string;
  readonly occurredAt?: string;
}

function incident(
  releaseId: string,
  { title, source = '/monitoring', incident, environment, occurredAt = ago(0) }: Reported,
) {
  const origin = { source, id: randomUUID(), publisher: 'ci', receivedAt: ago(0) };
  const reported = IncidentReported.of({
    ...{ releaseId, title, detail: 'seen by customers', origin },
    ...(incident === undefined ? {} : { incident }),
    ...(environment === undefined ? {} : { environment }),
  });
  return system.other('intake').says('inbound', releaseId, reported, { occurredAt });
}

/** The issues once this incident is one: it is of the topic and key of those before, so it is handled after them. */
async function issuesUntil(releaseId: string, title: string) {
  await incident(releaseId, { title });
  return eventually(async () => {
    const issues = await issuesOf(releaseId);
    return issues.at(-1)?.raised.title === title ? issues : undefined;
  });
}

const measurements = { samples: 20, errors: 10, availability: 0.5, p95: 20, p99: 30 };
const breach = (releaseId: string, target: string) => {
  const fact = HealthBreached.of({ releaseId, target, burnRate: 20, window: 'PT5S', measurements });
  return system.other('monitoring').says('watch', releaseId, fact);
};
const refusals = async (releaseId: string, count = 1) =>
  (await system.said(releaseId, IssueFactRefused.type, count)).map(({ data }) => data as IssueFactRefused['data']);
const end = (releaseId: string) => {
  const fact = ReleaseReleased.of({ releaseId, product: 'shop', version: '1.1.0', signal: 'rl' });
  return system.other('planning').says('flow', releaseId, fact);
};

describe('trouble elsewhere', () => {
  it('opens an issue for a failed deployment', async () => {
    const releaseId = await system.release('failing');
    const failed = DeploymentFailed.of({ releaseId, reason: 'phase 1 failed', phase: 1 });
    await system.other('deployment').says('deployment', releaseId, failed);
    await system.said(releaseId, IssueRaised.type);
    expect(await issuesOf(releaseId)).toMatchObject([
      { raised: { title: 'The deployment failed', detail: 'phase 1 failed', source: { kind: 'deployment' } } },
    ]);
  });

  it('opens one issue for each target whose health is breached, and for access that is not controlled', async () => {
    const releaseId = await system.release('breached');
    await breach(releaseId, 'home');
    await breach(releaseId, 'home');
    await breach(releaseId, 'search');
    const results = [{ name: 'orders', passed: false, observed: 'status 200 in 3 ms' }];
    await system.other('monitoring').says('watch', releaseId, AccessControlsBreached.of({ releaseId, results }));
    await system.said(releaseId, IssueRaised.type, 3);
    expect((await issuesOf(releaseId)).map(({ raised }) => raised.title)).toEqual([
      'The health of home is breached',
      'The health of search is breached',
      'Access is not controlled as it must be',
    ]);
  });

  it('opens one issue for what is reported again while that is open', async () => {
    const releaseId = await system.release('incident');
    await incident(releaseId, { title: 'checkout is down' });
    await incident(releaseId, { title: 'checkout is down' });
    expect(await issuesUntil(releaseId, 'search is slow')).toMatchObject([
      { raised: { title: 'checkout is down', detail: 'seen by customers', source: { kind: 'system' } } },
      { raised: { title: 'search is slow' } },
    ]);
  });

  it('opens an issue for each incident, though two have one title, and for each outside system', async () => {
    const releaseId = await system.release('titled');
    await incident(releaseId, { title: 'checkout is down', incident: '17' });
    await incident(releaseId, { title: 'checkout is down', incident: '18' });
    await incident(releaseId, { title: 'checkout is still down', incident: '17' });
    await incident(releaseId, { title: 'checkout is down', incident: '17', source: '/other' });
    expect((await issuesUntil(releaseId, 'search is slow')).map(({ raised: { source } }) => source)).toMatchObject([
      { origin: '/monitoring', subject: '17' },
      { origin: '/monitoring', subject: '18' },
      { origin: '/other', subject: '17' },
      { origin: '/monitoring' },
    ]);
  });

  it('opens one issue for what is delivered twice, also when that has been resolved in between', async () => {
    const releaseId = await system.release('redelivered');
    const delivered = await incident(releaseId, { title: 'checkout is down' });
    await system.said(releaseId, IssueRaised.type);
    await post(`issues/${releaseId}.1/triage`, minor);
    await post(`issues/${releaseId}.1/resolution`, { resolution: 'restarted' });
    await system.other('intake').publishes(delivered);
    expect(await issuesUntil(releaseId, 'search is slow')).toMatchObject([
      {
        raised: { title: 'checkout is down', source: { eventId: delivered.id } },
        resolved: { resolution: 'restarted' },
      },
      { raised: { title: 'search is slow' } },
    ]);
  });

  it('is a new issue when the last was resolved, unless it happened before that', async () => {
    const releaseId = await system.release('again');
    const before = ago(0);
    await breach(releaseId, 'home');
    await incident(releaseId, { title: 'checkout is down' });
    await system.said(releaseId, IssueRaised.type, 2);
    for (const { raised } of await issuesOf(releaseId)) {
      await post(`issues/${raised.issueId}/triage`, minor);
      await post(`issues/${raised.issueId}/resolution`, { resolution: 'restarted' });
    }
    await incident(releaseId, { title: 'checkout is down', occurredAt: before });
    expect(await refusals(releaseId)).toMatchObject([{ reason: expect.stringContaining('was resolved') }]);
    await incident(releaseId, { title: 'checkout is down' });
    await breach(releaseId, 'home');
    await system.said(releaseId, IssueRaised.type, 4);
  });
});

describe('an issue that nobody has triaged', () => {
  it('counts as critical, and its clock runs from when the trouble was', async () => {
    const releaseId = await system.release('untriaged', 'PT2S');
    const reported = await incident(releaseId, { title: 'the shop is down for everybody' });
    const [raised] = await system.said(releaseId, IssueRaised.type);
    const deadline = new Date(Date.parse(reported.occurredAt) + 2000).toISOString();
    expect(raised?.data).toMatchObject({ deadline });
    const reviews = await system.said(releaseId, IssueReviewConcluded.type, 2);
    expect(reviews.map(({ data }) => data)).toMatchObject([
      { openCritical: 1, breaches: 0 },
      { openCritical: 1, breaches: 1 },
    ]);
    expect(await system.said(releaseId, IssueSlaBreached.type)).toMatchObject([{ data: { deadline } }]);
  });

  it('is no longer critical once triage has found so, and nothing is missed then', async () => {
    const releaseId = await system.release('lifted', 'PT8S');
    await incident(releaseId, { title: 'a word is misspelt' });
    await system.said(releaseId, IssueRaised.type);
    await post(`issues/${releaseId}.1/triage`, minor);
    const reviews = await system.said(releaseId, IssueReviewConcluded.type, 2);
    expect(reviews.at(-1)?.data).toMatchObject({ open: 1, openCritical: 0, breaches: 0 });
  });
});

describe('a report that is of no concern to the release is kept as refused', () => {
  it('from another environment', async () => {
    const releaseId = await system.release('staged');
    const elsewhere = await incident(releaseId, { title: 'checkout is down', environment: 'staging' });
    expect(await refusals(releaseId)).toEqual([
      {
        releaseId,
        fact: { eventId: elsewhere.id, type: IncidentReported.type },
        reason: 'it happened in staging; this release is for production',
      },
    ]);
    expect(await issuesUntil(releaseId, 'search is slow')).toHaveLength(1);
  });

  it('from before the release', async () => {
    const releaseId = await system.release('earlier');
    await incident(releaseId, { title: 'checkout is down', occurredAt: ago(24) });
    expect(await refusals(releaseId)).toMatchObject([{ reason: expect.stringContaining('before the flow') }]);
  });

  it('about a release that is not known', async () => {
    const releaseId = 'nobody-9.9.9';
    await incident(releaseId, { title: 'checkout is down' });
    expect(await refusals(releaseId)).toMatchObject([{ reason: 'no release of this id has begun' }]);
  });
});

describe('after the end', () => {
  it('nobody raises or reviews, reports are refused, and what is open is still worked on', async () => {
    const releaseId = await system.release('ended');
    await incident(releaseId, { title: 'a word is misspelt' });
    await system.said(releaseId, IssueRaised.type);
    await post(`issues/${releaseId}.1/triage`, minor);
    await end(releaseId);
    const ended = { status: 409, body: { code: 'RELEASE_ENDED', releaseId } };
    expect(await post(`releases/${releaseId}/issues`, { title: 'too late' })).toMatchObject(ended);
    expect(await post(`releases/${releaseId}/review`, {})).toMatchObject(ended);
    await incident(releaseId, { title: 'checkout is down' });
    expect(await refusals(releaseId)).toMatchObject([{ reason: 'the release has ended' }]);
    const reviews = await system.said(releaseId, IssueReviewConcluded.type, 2);
    expect(await post(`issues/${releaseId}.1/resolution`, { resolution: 'corrected' })).toMatchObject({ status: 201 });
    expect(await system.said(releaseId, IssueReviewConcluded.type)).toHaveLength(reviews.length);
  });

  it('a rollback of the environment opens an issue on each release that it concerns', async () => {
    const [displaced, restoredRelease] = [await system.release('displaced'), await system.release('restored')];
    for (const releaseId of [displaced, restoredRelease]) await end(releaseId);
    const rolledBack = { environment: 'production', displaced, restoredRelease, restored: [], by: 'linus' };
    for (const releaseId of [displaced, restoredRelease]) {
      const fact = { ...rolledBack, releaseId, reason: 'memory leak after two weeks', finishedAt: ago(0) };
      await system.other('deployment').says('deployment', releaseId, EnvironmentRolledBack.of(fact));
      await system.said(releaseId, IssueRaised.type);
      expect(await issuesOf(releaseId)).toMatchObject([
        { raised: { title: `production was rolled back from ${displaced} to ${restoredRelease}` } },
      ]);
    }
    expect(await post(`issues/${displaced}.1/triage`, minor)).toMatchObject({ status: 201 });
  });
});
