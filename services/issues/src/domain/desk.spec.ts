import { HotfixRequested, IssueResolved, IssueSlaBreached } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { desk } from './desk.decider.js';
import {
  breached,
  deadline,
  issueId,
  late,
  lower,
  lowered,
  missDeadline,
  now,
  raised,
  releaseId,
  resolve,
  resolved,
  reviewed,
  terms,
  triage,
  triaged,
  untriaged,
} from './fixtures.js';
import { priorityOf } from './priority.js';

const { given } = specificationFor(desk, { now, actor: { id: 'margaret' } }, expect);
const open = [raised(), reviewed(untriaged)];
const critical = [...open, triaged()];
const minor = [...open, triaged('low'), reviewed(lowered)];
const lateResolved = IssueResolved.of({ ...resolved({ inTime: false }).data, resolvedAt: late });
const done = reviewed({ raised: 1 });

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
  it('keeps the deadline that a critical issue has since it was raised', () => {
    given(...open)
      .when(triage, { now: '2026-11-23T13:00:00.000Z' })
      .then(triaged());
  });
  it('gives an issue from before issues had one a deadline from now', () => {
    const { deadline: _, ...data } = raised().data;
    given({ ...raised(), data }, reviewed(untriaged))
      .when(triage)
      .then(triaged());
  });
  it('as not critical lifts it', () => {
    given(...open)
      .when(lower)
      .then(triaged('low'), reviewed(lowered));
  });
  it('refuses an issue that nobody raised', () => {
    given().when(triage).thenRejected('ISSUE_UNKNOWN');
  });
});

describe('fixing', () => {
  it('requests a hotfix for a critical issue', () => {
    given(...critical)
      .when({ type: 'RequestHotfix', issueId, reason: 'orders are lost', terms })
      .then(
        HotfixRequested.of({ issueId, releaseId, reason: 'orders are lost' }),
        reviewed({ ...untriaged, unplanned: 0, hotfixes: 1 }),
      );
  });
  it('refuses a hotfix for another, and for one that nobody has triaged', () => {
    const hotfix = { type: 'RequestHotfix', issueId, reason: 'nicer', terms } as const;
    given(...minor)
      .when(hotfix)
      .thenRejected('HOTFIX_ONLY_FOR_CRITICAL');
    given(...open)
      .when(hotfix)
      .thenRejected('ISSUE_NOT_TRIAGED');
  });
  it('refuses to resolve what was not triaged', () => {
    given(...open)
      .when(resolve)
      .thenRejected('ISSUE_NOT_TRIAGED');
  });
  it('says whether the deadline was kept', () => {
    given(...critical)
      .when(resolve)
      .then(resolved(), done);
    given(...critical, breached, reviewed({ ...untriaged, breaches: 1 }))
      .when(resolve, { now: late })
      .then(lateResolved, reviewed({ raised: 1, breaches: 1 }));
  });
  it('refuses to touch a resolved issue', () => {
    given(...critical, resolved(), done)
      .when(triage)
      .thenRejected('ISSUE_RESOLVED');
  });
  it('goes on after the end of the release, and concludes no review any more', () => {
    const ended = { ...terms, ended: true };
    given(...open)
      .when({ ...triage, terms: ended })
      .then(triaged());
    given(...critical)
      .when({ ...resolve, terms: ended })
      .then(resolved());
  });
});

describe('a deadline', () => {
  it('that passes is a fact, also while nobody has triaged the issue', () => {
    const missed = [IssueSlaBreached.of({ issueId, releaseId, deadline }), reviewed({ ...untriaged, breaches: 1 })];
    given(...open)
      .when(missDeadline, { now: deadline })
      .then(...missed);
    given(...critical)
      .when(missDeadline, { now: deadline })
      .then(...missed);
  });
  it('that was kept is none', () => {
    given(...critical, resolved(), done)
      .when(missDeadline, { now: deadline })
      .thenNothing();
  });
  it('is not put off by a new triage', () => {
    given(...critical)
      .when(triage, { now: '2026-11-23T13:59:00.000Z' })
      .then(triaged());
  });
  it('is not put off by lowering the issue and raising it again', () => {
    given(...minor)
      .when(triage, { now: '2026-11-23T13:59:00.000Z' })
      .then(triaged(), reviewed(untriaged));
  });
  it('may be brought forward', () => {
    const sooner = '2026-11-23T11:00:00.000Z';
    given(...open)
      .when({ ...triage, terms: { ...terms, criticalIssue: 'PT1H' } })
      .then(triaged('high', sooner));
    given(...open, triaged('high', sooner), triaged('low'), reviewed(lowered))
      .when(triage, { now: '2026-11-23T10:30:00.000Z' })
      .then(triaged('high', sooner), reviewed(untriaged));
  });
  it('is missed by resolving late, when no timer has said so, and once', () => {
    given(...critical)
      .when(resolve, { now: late })
      .then(breached, lateResolved, reviewed({ raised: 1, breaches: 1 }));
    const missed = [...critical, breached, reviewed({ ...untriaged, breaches: 1 })];
    given(...missed)
      .when(missDeadline, { now: late })
      .thenNothing();
    given(...missed, lateResolved)
      .when(missDeadline, { now: late })
      .thenNothing();
  });
  it('that has passed is missed also by a triage that lowers the issue then, the first or another, or raises it again', () => {
    const overdue = [breached, triaged('low'), reviewed({ ...lowered, breaches: 1 })];
    given(...open)
      .when(lower, { now: late })
      .then(...overdue);
    given(...critical)
      .when(lower, { now: late })
      .then(...overdue);
    given(...minor)
      .when(triage, { now: late })
      .then(breached, triaged(), reviewed({ ...untriaged, breaches: 1 }));
  });
  it('that was lifted in time is none', () => {
    given(...minor)
      .when(missDeadline, { now: late })
      .thenNothing();
    given(...minor)
      .when(resolve, { now: late })
      .then(resolved({ critical: false, resolvedAt: late }), done);
  });
});
