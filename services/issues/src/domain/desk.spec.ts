import {
  FixPlanned,
  HotfixRequested,
  IssueNotificationFailed,
  IssueRaised,
  IssueResolved,
  IssueReviewConcluded,
  IssueSlaBreached,
  IssueStatusCommunicated,
  IssueTriaged,
  type Level,
} from '@slipway/contracts';
import { fold, specificationFor } from '@slipway/decider';
import { desk } from './desk.decider.js';
import { documentsOf } from './documents.js';
import { priorityOf } from './priority.js';

const now = '2026-11-23T10:00:00.000Z';
const deadline = '2026-11-23T14:00:00.000Z';
const late = '2026-11-23T15:00:00.000Z';
const releaseId = 'shop-1.1.0';
const issueId = `${releaseId}.1`;
const { given } = specificationFor(desk, { now, actor: { id: 'margaret' } }, expect);

const raised = (title = 'slow start page') =>
  IssueRaised.of({ issueId, releaseId, title, detail: '', source: { kind: 'monitoring' } });
const triaged = (level: Level = 'high', due = deadline) =>
  IssueTriaged.of({
    ...{ issueId, releaseId, category: 'performance', impact: level, urgency: level },
    priority: priorityOf(level, level),
    ...(level === 'high' ? { deadline: due } : {}),
  });
const resolved = (inTime = true) =>
  IssueResolved.of({ issueId, releaseId, resolution: 'reverted', critical: true, inTime, evidence: [] });
const breached = IssueSlaBreached.of({ issueId, releaseId, deadline });
const clean = { raised: 0, open: 0, openCritical: 0, unplanned: 0, hotfixes: 0, breaches: 0 };
const reviewed = (numbers: Partial<typeof clean> = {}) => IssueReviewConcluded.of({ releaseId, ...clean, ...numbers });
const raise = (kind: 'monitoring' | 'person') =>
  ({ type: 'RaiseIssue', releaseId, title: 'slow start page', detail: '', source: { kind } }) as const;
const resolve = { type: 'Resolve', issueId, resolution: 'reverted', evidence: [] } as const;
const triage = {
  type: 'Triage',
  issueId,
  category: 'performance',
  impact: 'high',
  urgency: 'high',
  deadlineIfCritical: deadline,
} as const;

describe('raising an issue', () => {
  it('numbers issues within their release', () => {
    given(raised())
      .when(raise('person'))
      .then(
        IssueRaised.of({
          ...{ issueId: `${releaseId}.2`, releaseId, title: 'slow start page', detail: '' },
          source: { kind: 'person' },
        }),
      );
  });
  it('takes what monitoring reports again for the same issue while it is open', () => {
    given(raised()).when(raise('monitoring')).thenNothing();
  });
});

describe('triage', () => {
  it.each([
    ['high', 'high', 'critical'],
    ['high', 'medium', 'high'],
    ['medium', 'medium', 'medium'],
    ['low', 'high', 'medium'],
    ['low', 'medium', 'low'],
    ['low', 'low', 'low'],
  ] as const)('%s impact and %s urgency is %s', (impact, urgency, priority) => {
    expect(priorityOf(impact, urgency)).toBe(priority);
  });
  it('gives a critical issue a deadline', () => {
    given(raised()).when(triage).then(triaged());
  });
  it('gives others none', () => {
    given(raised())
      .when({ ...triage, impact: 'low', urgency: 'low' })
      .then(triaged('low'));
  });
  it('refuses an issue that nobody raised', () => {
    given().when(triage).thenRejected('ISSUE_UNKNOWN');
  });
});

describe('mending', () => {
  it('requests a hotfix for a critical issue', () => {
    given(raised(), triaged())
      .when({ type: 'RequestHotfix', issueId, reason: 'orders are lost' })
      .then(HotfixRequested.of({ issueId, releaseId, reason: 'orders are lost' }));
  });
  it('refuses a hotfix for another', () => {
    given(raised(), triaged('low'))
      .when({ type: 'RequestHotfix', issueId, reason: 'nicer' })
      .thenRejected('HOTFIX_ONLY_FOR_CRITICAL');
  });
  it('refuses to resolve what was not triaged', () => {
    given(raised())
      .when({ type: 'Resolve', issueId, resolution: 'done', evidence: [] })
      .thenRejected('ISSUE_NOT_TRIAGED');
  });
  it('says whether the deadline was kept', () => {
    given(raised(), triaged()).when(resolve).then(resolved());
    given(raised(), triaged(), breached).when(resolve, { now: late }).then(resolved(false));
  });
  it('refuses to touch a resolved issue', () => {
    given(raised(), triaged(), resolved()).when(triage).thenRejected('ISSUE_RESOLVED');
  });
});

describe('a deadline', () => {
  it('that passes is a fact', () => {
    given(raised(), triaged())
      .when({ type: 'MissDeadline', issueId }, { now: deadline })
      .then(IssueSlaBreached.of({ issueId, releaseId, deadline }));
  });
  it('that was kept is none', () => {
    given(raised(), triaged(), resolved()).when({ type: 'MissDeadline', issueId }, { now: deadline }).thenNothing();
  });
  it('is not put off by a new triage', () => {
    given(raised(), triaged())
      .when({ ...triage, deadlineIfCritical: '2026-11-23T17:59:00.000Z' }, { now: '2026-11-23T13:59:00.000Z' })
      .then(triaged());
  });
  it('is not put off by lowering the issue and raising it again', () => {
    given(raised(), triaged(), triaged('low'))
      .when({ ...triage, deadlineIfCritical: '2026-11-23T17:59:00.000Z' }, { now: '2026-11-23T13:59:00.000Z' })
      .then(triaged());
  });
  it('may be brought forward', () => {
    const sooner = '2026-11-23T11:00:00.000Z';
    given(raised(), triaged(), triaged('high', sooner), triaged('low'))
      .when({ ...triage, deadlineIfCritical: '2026-11-23T11:30:00.000Z' })
      .then(triaged('high', sooner));
  });
  it('is missed by resolving late, when no timer has said so, and once', () => {
    given(raised(), triaged()).when(resolve, { now: late }).then(breached, resolved(false));
    given(raised(), triaged(), breached).when({ type: 'MissDeadline', issueId }, { now: late }).thenNothing();
    given(raised(), triaged(), breached, resolved(false))
      .when({ type: 'MissDeadline', issueId }, { now: late })
      .thenNothing();
  });
  it('that has passed is missed also by who lowers the issue then, or raises it again', () => {
    given(raised(), triaged())
      .when({ ...triage, impact: 'low', urgency: 'low' }, { now: late })
      .then(breached, triaged('low'));
    given(raised(), triaged(), triaged('low')).when(triage, { now: late }).then(breached, triaged());
  });
  it('that was lifted in time is none', () => {
    given(raised(), triaged(), triaged('low')).when({ type: 'MissDeadline', issueId }, { now: late }).thenNothing();
    given(raised(), triaged(), triaged('low'))
      .when(resolve, { now: late })
      .then(IssueResolved.of({ ...resolved().data, critical: false }));
  });
});

describe('a review', () => {
  it('counts what is open, unplanned and overdue', () => {
    given(raised(), triaged(), breached)
      .when({ type: 'ConcludeReview', releaseId })
      .then(
        IssueReviewConcluded.of({
          ...{ releaseId, raised: 1, open: 1, openCritical: 1, unplanned: 1, hotfixes: 0, breaches: 1 },
        }),
      );
  });
  it('waits until every issue is triaged', () => {
    given(raised())
      .when({ type: 'ConcludeReview', releaseId })
      .thenRejected('ISSUES_NOT_TRIAGED', { issues: [issueId], fix: 'triage these first' });
  });
  it('once made is concluded anew by whatever changes its numbers', () => {
    const [one, critical] = [
      { raised: 1, open: 1, unplanned: 1 },
      { raised: 1, open: 1, openCritical: 1, unplanned: 1 },
    ];
    given(reviewed()).when(raise('monitoring')).then(raised(), reviewed(one));
    given(reviewed(), raised(), reviewed(one)).when(triage).then(triaged(), reviewed(critical));
    const triagedCritical = [reviewed(), raised(), reviewed(one), triaged(), reviewed(critical)];
    given(...triagedCritical)
      .when({ type: 'MissDeadline', issueId }, { now: late })
      .then(breached, reviewed({ ...critical, breaches: 1 }));
    given(...triagedCritical)
      .when(resolve)
      .then(resolved(), reviewed({ raised: 1 }));
    given(...triagedCritical)
      .when(resolve, { now: late })
      .then(breached, resolved(false), reviewed({ raised: 1, breaches: 1 }));
    given(...triagedCritical)
      .when({ type: 'RequestHotfix', issueId, reason: 'orders are lost' })
      .then(
        HotfixRequested.of({ issueId, releaseId, reason: 'orders are lost' }),
        reviewed({ ...critical, unplanned: 0, hotfixes: 1 }),
      );
  });
  it('is not concluded anew by what leaves its numbers as they are', () => {
    const one = { raised: 1, open: 1, unplanned: 1 };
    given(reviewed(), raised(), reviewed(one))
      .when({ ...triage, impact: 'low', urgency: 'low' })
      .then(triaged('low'));
    given(reviewed(), raised(), reviewed(one)).when(raise('monitoring')).thenNothing();
  });
  it('may be made by a person though nothing has changed', () => {
    given(reviewed()).when({ type: 'ConcludeReview', releaseId }).then(reviewed());
  });
  it('is not concluded before a person has made the first', () => {
    given().when(raise('monitoring')).then(raised());
    given(raised(), triaged()).when(resolve).then(resolved());
  });
});

describe('telling of a change', () => {
  const eventId = '0198f3a2-7c1e-7d60-8a52-0f6f8f0b1c2d';
  const change = { issueId, status: 'raised', eventId, channel: 'webhook' } as const;
  const communicated = IssueStatusCommunicated.of({ ...change, releaseId, receipt: '202 a' });

  it('is recorded once for each channel', () => {
    const told = { type: 'RecordCommunication', ...change, receipt: '202 a' } as const;
    given(raised()).when(told).then(communicated);
    given(raised(), communicated).when(told).thenNothing();
    given(raised(), communicated)
      .when({ ...told, channel: 'email' })
      .then(IssueStatusCommunicated.of({ ...communicated.data, channel: 'email' }));
  });
  it('happens for each change, also to a status that it had before', () => {
    const another = '0198f3a2-7c1e-7d60-8a52-0f6f8f0b1c2e';
    given(raised(), communicated)
      .when({ type: 'RecordCommunication', ...change, eventId: another, receipt: '202 a' })
      .then(IssueStatusCommunicated.of({ ...communicated.data, eventId: another }));
  });
  it('that fails is recorded, with when it is tried again', () => {
    const failed = { ...change, reason: 'connection refused', retryAt: '2026-11-23T10:00:02.000Z' };
    given(raised())
      .when({ type: 'RecordFailedCommunication', ...failed })
      .then(IssueNotificationFailed.of({ ...failed, releaseId }));
    given(raised())
      .when({ type: 'RecordFailedCommunication', ...failed, retryAt: undefined })
      .then(IssueNotificationFailed.of({ ...change, releaseId, reason: 'connection refused' }));
  });
});

it('writes a document for each of the six outputs of its step', () => {
  const planned = FixPlanned.of({ issueId, releaseId, plan: 'cache it', plannedFor: '1.2.0' });
  const documents = documentsOf(releaseId, fold(desk, [raised('a | b'), triaged(), planned]));
  expect(documents.map(({ output }) => output)).toEqual(
    [1, 2, 3, 4, 5, 6].map((n) => `manage-issues.output-${String(n)}`),
  );
  expect(documents[0]?.markdown).toContain(String.raw`| ${issueId} | a \| b | monitoring | performance | open |`);
  expect(documents[3]?.markdown).toContain('| cache it | 1.2.0 |');
});
