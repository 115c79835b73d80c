import {
  FixPlanned,
  HotfixRequested,
  IssueRaised,
  IssueResolved,
  IssueReviewConcluded,
  IssueSlaBreached,
  IssueTriaged,
  type Level,
} from '@slipway/contracts';
import { fold, specificationFor } from '@slipway/decider';
import { desk } from './desk.decider.js';
import { documentsOf } from './documents.js';
import { priorityOf } from './priority.js';

const now = '2026-11-23T10:00:00.000Z';
const deadline = '2026-11-23T14:00:00.000Z';
const releaseId = 'shop-1.1.0';
const issueId = `${releaseId}.1`;
const { given } = specificationFor(desk, { now, actor: { id: 'margaret' } }, expect);

const raised = (title = 'slow start page') =>
  IssueRaised.of({ issueId, releaseId, title, detail: '', source: { kind: 'monitoring' } });
const triaged = (level: Level = 'high') =>
  IssueTriaged.of({
    ...{ issueId, releaseId, category: 'performance', impact: level, urgency: level },
    priority: priorityOf(level, level),
    ...(level === 'high' ? { deadline } : {}),
  });
const resolved = (inTime = true) =>
  IssueResolved.of({ issueId, releaseId, resolution: 'reverted', critical: true, inTime, evidence: [] });
const raise = (kind: 'monitoring' | 'person') =>
  ({ type: 'RaiseIssue', releaseId, title: 'slow start page', detail: '', source: { kind } }) as const;
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
    given(raised(), triaged())
      .when({ type: 'Resolve', issueId, resolution: 'reverted', evidence: [] }, { now: '2026-11-23T15:00:00.000Z' })
      .then(resolved(false));
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
});

describe('a review', () => {
  it('counts what is open, unplanned and overdue', () => {
    given(raised(), triaged(), IssueSlaBreached.of({ issueId, releaseId, deadline }))
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
