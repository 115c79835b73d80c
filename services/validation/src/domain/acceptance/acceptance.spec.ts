import { AcceptancePlanned, ConcernResolved, WorkflowsNotValidated } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { now, releaseId, standing } from '../fixtures.js';
import { acceptance } from './acceptance.decider.js';
import {
  addressed,
  cases,
  completed,
  conclude,
  conduct,
  confirm,
  plan,
  planned,
  raise,
  raised,
  record,
  recorded,
  rolloutAt,
  wearing,
  workflows,
} from './acceptance.fixtures.js';

const { given } = specificationFor(acceptance, { now, actor: { id: 'margaret' } }, (actual) => expect(actual));

describe('planning the acceptance', () => {
  it('names owner, cases and the threshold of the policy', () => {
    given().when(plan).then(planned);
  });

  it('refuses the deployer as owner', () => {
    given()
      .when({ ...plan, owner: 'linus' })
      .thenRejected('OWNER_IS_DEPLOYER');
  });

  it('refuses an owner whose other hat the matrix does not combine with it', () => {
    given()
      .when({ ...plan, owner: 'ada' })
      .thenRejected('HATS_CONFLICT', {
        person: 'ada',
        hat: 'acceptance-owner',
        wears: 'author',
        fix: 'the author must not own the acceptance: name someone else',
      });
    given()
      .when({ ...plan, owner: 'ada', conduct: { ...conduct, hats: [] } })
      .then(AcceptancePlanned.of({ ...planned.data, owner: 'ada' }));
  });

  it('refuses a case id twice, and cases without a workflow', () => {
    given()
      .when({ ...plan, cases: [...cases, ...cases] })
      .thenRejected('CASE_REPEATED');
    given()
      .when({ ...plan, cases: cases.slice(1) })
      .thenRejected('WORKFLOW_CASE_REQUIRED');
  });

  it('refuses fewer cases than the policy asks for', () => {
    given()
      .when({ ...plan, cases: cases.slice(0, 1) })
      .thenRejected('ACCEPTANCE_TOO_SMALL', {
        field: 'cases',
        needed: 2,
        given: 1,
        fix: 'the policy of the release asks for at least 2 cases: plan more',
      });
  });

  it('states how many users are asked where a share of them has to answer', () => {
    const withShare = { ...conduct, acceptance: { ...conduct.acceptance, responseShare: 0.2 } };
    given()
      .when({ ...plan, conduct: withShare })
      .thenRejected('ASKED_REQUIRED');
    given()
      .when({ ...plan, conduct: withShare, asked: 10 })
      .then(AcceptancePlanned.of({ ...planned.data, asked: 10 }));
  });

  it('keeps its cases from the first verdict on', () => {
    const other = { ...plan, cases: cases.map((each) => ({ ...each, workflow: true })) };
    given(planned)
      .when(other)
      .then(AcceptancePlanned.of({ ...planned.data, cases: other.cases }));
    given(planned, recorded('order', true)).when(other).thenRejected('ACCEPTANCE_UNDER_WAY');
  });

  it('replaces the owner at any time, and keeps the verdicts', () => {
    const history = [planned, recorded('order', true), workflows];
    const replaced = given(...history).when({ ...plan, owner: 'radia' });
    replaced.then(AcceptancePlanned.of({ ...planned.data, owner: 'radia' }));
    expect(replaced.state()).toMatchObject({
      owner: 'radia',
      cases: [{ id: 'order', accepted: true }, { id: 'search' }],
    });
  });

  it('does not lower how many were asked once cases have verdicts', () => {
    const of100 = AcceptancePlanned.of({ ...planned.data, asked: 100 });
    given(of100, recorded('order', true))
      .when({ ...plan, asked: 10 })
      .thenRejected('ACCEPTANCE_UNDER_WAY');
  });
});

describe('acceptance cases', () => {
  it('get their verdicts when the version is deployed', () => {
    given(planned).when(record('search', true)).then(recorded('search', true));
    given(planned)
      .when({ ...record('search', true), runsSince: undefined })
      .thenRejected('VERSION_NOT_DEPLOYED');
  });

  it('are those of the plan', () => {
    given().when(record('order', true)).thenRejected('ACCEPTANCE_NOT_PLANNED');
    given(planned).when(record('other', true)).thenRejected('CASE_UNKNOWN');
  });

  it.each(['author', 'deployer'] as const)('are not judged by the %s', (wears) => {
    given(planned)
      .when({ ...record('search', true), standing: wearing({ [wears]: ['radia'] }) }, { actor: { id: 'radia' } })
      .thenRejected('HATS_CONFLICT', {
        person: 'radia',
        hat: 'acceptance-owner',
        wears,
        fix: `the ${wears} must not judge a case: ask someone else`,
      });
  });

  it('complete the tests when each has a verdict', () => {
    given(planned, recorded('order', true), workflows)
      .when(record('search', false))
      .then(recorded('search', false), completed(1));
  });

  it('validate the workflows when each workflow is accepted', () => {
    given(planned).when(record('order', true)).then(recorded('order', true), workflows);
  });

  it('take the workflows back when one is rejected after that, and validate them again', () => {
    const history = [planned, recorded('order', true), workflows, recorded('search', true), completed(2)];
    const rejected = [
      recorded('order', false),
      completed(1),
      WorkflowsNotValidated.of({ releaseId, cases: ['order'] }),
    ] as const;
    given(...history)
      .when(record('order', false))
      .then(...rejected);
    given(...history, ...rejected)
      .when(record('order', true))
      .then(recorded('order', true), completed(2), workflows);
  });

  it('can be tried again', () => {
    given(planned, recorded('order', false), recorded('search', true), completed(1))
      .when(record('order', true))
      .then(recorded('order', true), completed(2), workflows);
  });
});

describe('concerns', () => {
  const resolution = 'an index was missing';
  const about = { releaseId, standing: standing() };
  const review = { type: 'ReviewConcerns', ...about, runsSince: rolloutAt } as const;
  const resolve = { type: 'ResolveConcern', ...about, concernId: 'concern-1', resolution } as const;
  const resolved = ConcernResolved.of({ releaseId, concernId: 'concern-1', resolution });

  it('are numbered', () => {
    given(raised(1, false)).when(raise(true)).then(raised(2, true));
  });

  it('are a thousand at most', () => {
    const many = Array.from({ length: 1000 }, (_, index) => raised(index + 1, false));
    given(...many)
      .when(raise(true))
      .thenRejected('TOO_MANY_CONCERNS');
  });

  it('are resolved once', () => {
    given(raised(1, true)).when(resolve).then(resolved);
    given(raised(1, true), resolved).when(resolve).thenRejected('CONCERN_ALREADY_RESOLVED');
    given().when(resolve).thenRejected('CONCERN_UNKNOWN');
  });

  it('are addressed when no critical one is open, and again after another was raised', () => {
    given(raised(1, false)).when(review).then(addressed(1));
    given(raised(1, true)).when(review).thenRejected('CRITICAL_CONCERN_OPEN');
    given(addressed(0), raised(1, true), resolved).when(review).then(addressed(1));
  });

  it('are reviewed once there is a version that users can have concerns about', () => {
    given()
      .when({ ...review, runsSince: undefined })
      .thenRejected('VERSION_NOT_DEPLOYED');
  });
});

it('is over when the release has ended', () => {
  const over = { standing: standing({ ended: true }) };
  const about = { releaseId, ...over };
  for (const command of [
    { ...plan, ...over },
    { ...record('order', true), ...over },
    { ...raise(true), ...over },
    { ...conclude([5]), ...over },
    { ...confirm, ...over },
    { type: 'ProvideTraining', ...about, evidence: [] } as const,
    { type: 'ReviewConcerns', ...about, runsSince: rolloutAt } as const,
    { type: 'ResolveConcern', ...about, concernId: 'concern-1', resolution: 'restarted' } as const,
  ]) {
    given(planned).when(command).thenRejected('RELEASE_ENDED', { fix: 'this release has ended: propose another one' });
  }
});
