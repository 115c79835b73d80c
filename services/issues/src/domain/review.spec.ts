import { specificationFor } from '@slipway/decider';
import { desk } from './desk.decider.js';
import {
  breached,
  issueId,
  late,
  lowered,
  missDeadline,
  now,
  person,
  raised,
  report,
  resolve,
  resolved,
  review,
  reviewed,
  terms,
  triage,
  triaged,
  untriaged,
} from './fixtures.js';

const { given } = specificationFor(desk, { now, actor: { id: 'margaret' } }, expect);

describe('a review', () => {
  it('by a person says that there is no issue, which nothing else says', () => {
    given().when(review).then(reviewed());
    given(reviewed()).when(review).then(reviewed());
  });
  it('counts what is open, unplanned and overdue', () => {
    given(raised(), triaged(), breached)
      .when(review)
      .then(reviewed({ ...untriaged, breaches: 1 }));
  });
  it('by a person waits until every issue is triaged', () => {
    given(raised(), reviewed(untriaged))
      .when(review)
      .thenRejected('ISSUES_NOT_TRIAGED', { issues: [issueId], fix: 'triage these first' });
  });
  it('is refused after the end', () => {
    given()
      .when({ ...review, terms: { ...terms, ended: true } })
      .thenRejected('RELEASE_ENDED');
  });
  it('counts what nobody has triaged as critical', () => {
    given().when(report()).then(raised(), reviewed(untriaged));
    const source = { kind: 'person' as const };
    given().when(person).then(raised({ source }), reviewed(untriaged));
  });
  it('is concluded by whatever changes its numbers, from the first issue on', () => {
    const open = [raised(), reviewed(untriaged)];
    given(...open)
      .when({ ...triage, impact: 'low', urgency: 'low' })
      .then(triaged('low'), reviewed(lowered));
    const critical = [...open, triaged()];
    given(...critical)
      .when(missDeadline, { now: late })
      .then(breached, reviewed({ ...untriaged, breaches: 1 }));
    given(...critical)
      .when(resolve)
      .then(resolved(), reviewed({ raised: 1 }));
  });
  it('is not concluded by what leaves its numbers as they are', () => {
    given(raised(), reviewed(untriaged)).when(triage).then(triaged());
    given(raised(), reviewed(untriaged)).when(report()).thenNothing();
  });
});
