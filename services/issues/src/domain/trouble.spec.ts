import { specificationFor } from '@slipway/decider';
import { desk } from './desk.decider.js';
import { openIssues } from './desk.policy.js';
import {
  breach,
  deadline,
  late,
  lowered,
  now,
  person,
  raised,
  releaseId,
  report,
  resolved,
  reviewed,
  terms,
  triaged,
  untriaged,
} from './fixtures.js';

const fix = 'raise an issue by hand if it concerns this release: POST /issues/v1/releases/{releaseId}/issues';

const { given } = specificationFor(desk, { now, actor: { id: 'issues' } }, expect);
const open = [raised(), reviewed(untriaged)];
const two = reviewed({ raised: 2, open: 2, openCritical: 2, unplanned: 2 });
const gone = [...open, triaged('low'), resolved({ critical: false }), reviewed({ raised: 1 })];
const incident = { kind: 'system', origin: '/monitor/shop', title: 'checkout is down' } as const;

describe('raising an issue', () => {
  it('numbers issues within their release; what a person raises is always one of its own', () => {
    given(...open)
      .when(person)
      .then(raised({ number: 2, source: { kind: 'person' } }), two);
  });
  it('after the end is refused', () => {
    given()
      .when({ ...person, terms: { ...terms, ended: true } })
      .thenRejected('RELEASE_ENDED');
  });
});

describe('the clock of an issue', () => {
  it('starts when the trouble was, not when it came', () => {
    given()
      .when(report({ occurredAt: '2026-11-23T08:00:00.000Z' }))
      .then(raised({ due: '2026-11-23T12:00:00.000Z' }), reviewed(untriaged));
  });
  it('starts no later than now', () => {
    given()
      .when(report({ occurredAt: late }))
      .then(raised({ due: deadline }), reviewed(untriaged));
  });
});

describe('trouble', () => {
  it('that reports itself again while its issue is open is the same issue, whatever its title', () => {
    given(...open)
      .when(report({ title: 'very slow start page' }))
      .thenNothing();
  });
  it('of another subject is another issue, though the title is the same', () => {
    const source = { kind: 'monitoring' as const, eventId: breach.fact.eventId, subject: 'health:search' };
    given(...open)
      .when(report({ subject: 'health:search' }))
      .then(raised({ number: 2, source }), two);
  });
  it('of another outside system is another issue, though both call it the same', () => {
    const known = { kind: 'system' as const, origin: '/monitor/shop', subject: 'incident-17' };
    const first = [raised({ title: incident.title, source: known }), reviewed(untriaged)];
    given(...first)
      .when(report({ ...incident, subject: 'incident-17' }))
      .thenNothing();
    given(...first)
      .when(report({ ...incident, origin: '/monitor/other', subject: 'incident-17' }))
      .then(
        raised({
          ...{ number: 2, title: incident.title },
          source: { ...known, origin: '/monitor/other', eventId: breach.fact.eventId },
        }),
        two,
      );
    given(...first)
      .when(report({ ...incident, subject: 'incident-18' }))
      .then(
        raised({
          ...{ number: 2, title: incident.title },
          source: { ...known, subject: 'incident-18', eventId: breach.fact.eventId },
        }),
        two,
      );
  });
  it('that its source calls nothing is known by its title', () => {
    const source = { kind: 'system' as const, origin: '/monitor/shop' };
    const first = [raised({ title: incident.title, source }), reviewed(untriaged)];
    given(...first)
      .when(report({ ...incident, subject: undefined }))
      .thenNothing();
    given(...first)
      .when(report({ ...incident, subject: undefined, title: 'search is down' }))
      .then(raised({ number: 2, title: 'search is down', source: { ...source, eventId: breach.fact.eventId } }), two);
  });
  it('that comes back after its issue was resolved is a new issue', () => {
    given(...gone)
      .when(report({ occurredAt: '2026-11-23T10:30:00.000Z' }), { now: '2026-11-23T10:30:00.000Z' })
      .then(raised({ number: 2, due: '2026-11-23T14:30:00.000Z' }), reviewed({ ...untriaged, raised: 2 }));
  });
});

describe('a report is refused', () => {
  it('when it happened before its issue was resolved, and comes after', () => {
    const occurredAt = '2026-11-23T09:59:00.000Z';
    given(...gone)
      .when(report({ occurredAt }))
      .thenRejected('REPORT_REFUSED', {
        fix,
        reason: `it happened at ${occurredAt}, before its issue ${releaseId}.1 was resolved`,
      });
  });
  it('when it happened in another environment', () => {
    given()
      .when(report({ environment: 'staging' }))
      .thenRejected('REPORT_REFUSED', { fix, reason: 'it happened in staging; this release is for production' });
    given()
      .when(report({ environment: 'production' }))
      .then(raised(), reviewed(untriaged));
  });
  it('when it happened before the flow of the release began', () => {
    const occurredAt = '2025-01-01T00:00:00.000Z';
    const reason = `it happened at ${occurredAt}, before the flow of the release began at ${terms.begunAt}`;
    given().when(report({ occurredAt })).thenRejected('REPORT_REFUSED', { fix, reason: reason });
  });
  it('when the release has ended', () => {
    given()
      .when(report({}, { ended: true }))
      .thenRejected('REPORT_REFUSED', { fix, reason: 'the release has ended' });
  });
});

it('a rollback after the end opens an issue, and concludes no review', () => {
  given()
    .when(report({ afterEnd: true }, { ended: true }))
    .then(raised());
});

it('an issue that triage has lowered is still the same issue', () => {
  given(...open, triaged('low'), reviewed(lowered))
    .when(report())
    .thenNothing();
});

describe('in an alert storm', () => {
  const alert = (number: number) =>
    raised({ number, source: { kind: 'system', origin: '/monitor', subject: `alert-${String(number)}` } });
  const full = Array.from({ length: openIssues }, (_, index) => alert(index + 1));
  const next = report({ ...incident, subject: 'alert-x', detail: 'at once' });
  const storm = raised({
    ...{ number: openIssues + 1, title: '2000 issues are open: this is what else is reported' },
    source: { kind: 'system', eventId: breach.fact.eventId, subject: 'storm' },
    detail: 'The first of it: checkout is down\n\nat once',
  });

  it('what is reported beyond so many open issues is one issue, to which the rest belongs', () => {
    expect(
      given(...full)
        .when(next)
        .events()[0],
    ).toEqual(storm);
    given(...full, storm)
      .when(next)
      .thenRejected('REPORT_REFUSED', {
        fix,
        reason: `2000 issues are open: it belongs to the issue ${releaseId}.2001`,
      });
    given(...full, storm)
      .when(report({ ...incident, origin: '/monitor', subject: 'alert-7' }))
      .thenNothing();
  });
  it('a person resolves some before raising another', () => {
    given(...full)
      .when(person)
      .thenRejected('TOO_MANY_OPEN_ISSUES', { open: 2000, most: 2000, fix: 'resolve some of the open issues first' });
  });
});
