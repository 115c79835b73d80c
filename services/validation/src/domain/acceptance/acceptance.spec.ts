import {
  AcceptanceCaseRecorded,
  AcceptanceConfirmed,
  AcceptancePlanned,
  AcceptanceTestsCompleted,
  ConcernRaised,
  ConcernResolved,
  ConcernsAddressed,
  FeedbackCollected,
  WorkflowsValidated,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { now, releaseId } from '../fixtures.js';
import { acceptance } from './acceptance.decider.js';

const { given } = specificationFor(acceptance, { now, actor: { id: 'margaret' } }, (actual) => expect(actual));

const cases = [
  { id: 'order', title: 'A customer orders', workflow: true },
  { id: 'search', title: 'A customer searches', workflow: false },
];
const plan = {
  type: 'PlanAcceptance' as const,
  releaseId,
  owner: 'margaret',
  threshold: 0.5,
  cases,
  deployers: ['linus'],
};
const planned = AcceptancePlanned.of({ releaseId, owner: 'margaret', threshold: 0.5, cases });
const recorded = (caseId: string, accepted: boolean) => AcceptanceCaseRecorded.of({ releaseId, caseId, accepted });
const record = (caseId: string, accepted: boolean, deployed = true) =>
  ({ type: 'RecordCase', releaseId, caseId, accepted, deployed }) as const;
const completed = (accepted: number) =>
  AcceptanceTestsCompleted.of({ releaseId, accepted, total: 2, ratio: accepted / 2 });
const workflows = WorkflowsValidated.of({ releaseId, cases: ['order'] });
const raised = (n: number, critical: boolean) =>
  ConcernRaised.of({ releaseId, concernId: `concern-${String(n)}`, title: 'the basket is slow', critical });
const addressed = (count: number) => ConcernsAddressed.of({ releaseId, raised: count, openCritical: 0 });
const confirm = { type: 'ConfirmAcceptance' as const, releaseId, deployers: ['linus'] };
const accepted = [planned, recorded('order', true), recorded('search', true), completed(2), workflows];

describe('planning the acceptance', () => {
  it('names owner, cases and the threshold of the policy', () => {
    given().when(plan).then(planned);
  });

  it('refuses the deployer as owner', () => {
    given()
      .when({ ...plan, owner: 'linus' })
      .thenRejected('OWNER_IS_DEPLOYER');
  });

  it('refuses a case id twice, and cases without a workflow', () => {
    given()
      .when({ ...plan, cases: [...cases, ...cases] })
      .thenRejected('CASE_REPEATED');
    given()
      .when({ ...plan, cases: cases.slice(1) })
      .thenRejected('WORKFLOW_CASE_REQUIRED');
  });

  it('ends with the first verdict', () => {
    given(planned, recorded('order', true)).when(plan).thenRejected('ACCEPTANCE_UNDER_WAY');
  });
});

describe('acceptance cases', () => {
  it('get their verdicts when the version is deployed', () => {
    given(planned).when(record('search', true)).then(recorded('search', true));
    given(planned)
      .when(record('search', true, false))
      .thenRejected('VERSION_NOT_DEPLOYED');
  });

  it('are those of the plan', () => {
    given().when(record('order', true)).thenRejected('ACCEPTANCE_NOT_PLANNED');
    given(planned).when(record('other', true)).thenRejected('CASE_UNKNOWN');
  });

  it('complete the tests when each has a verdict', () => {
    given(planned, recorded('order', true), workflows)
      .when(record('search', false))
      .then(recorded('search', false), completed(1));
  });

  it('validate the workflows when each workflow is accepted', () => {
    given(planned).when(record('order', true)).then(recorded('order', true), workflows);
  });

  it('can be tried again', () => {
    given(planned, recorded('order', false), recorded('search', true), completed(1))
      .when(record('order', true))
      .then(recorded('order', true), completed(2), workflows);
  });
});

describe('feedback', () => {
  it('is the share of ratings of 4 and 5', () => {
    const ratings = [{ rating: 5, comment: 'fast' }, { rating: 4 }, { rating: 3 }, { rating: 5 }];
    given()
      .when({ type: 'ConcludeFeedback', releaseId, ratings })
      .then(FeedbackCollected.of({ releaseId, ratings: 4, satisfaction: 0.75, comments: ['fast'] }));
  });

  it('needs a rating', () => {
    given().when({ type: 'ConcludeFeedback', releaseId, ratings: [] }).thenRejected('NO_FEEDBACK');
  });
});

describe('concerns', () => {
  const raise = { type: 'RaiseConcern' as const, releaseId, title: 'the basket is slow', critical: true };
  const resolution = 'an index was missing';

  it('are numbered', () => {
    given(raised(1, false)).when(raise).then(raised(2, true));
  });

  it('are resolved once', () => {
    const resolve = { type: 'ResolveConcern' as const, releaseId, concernId: 'concern-1', resolution };
    const resolved = ConcernResolved.of({ releaseId, concernId: 'concern-1', resolution });
    given(raised(1, true)).when(resolve).then(resolved);
    given(raised(1, true), resolved).when(resolve).thenRejected('CONCERN_ALREADY_RESOLVED');
    given().when(resolve).thenRejected('CONCERN_UNKNOWN');
  });

  it('are addressed when no critical one is open', () => {
    given(raised(1, false)).when({ type: 'ReviewConcerns', releaseId }).then(addressed(1));
    given(raised(1, true)).when({ type: 'ReviewConcerns', releaseId }).thenRejected('CRITICAL_CONCERN_OPEN');
  });
});

describe('confirming the acceptance', () => {
  const confirmed = AcceptanceConfirmed.of({ releaseId, owner: 'margaret', ratio: 1 });

  it('is the word of the owner', () => {
    given(...accepted, addressed(0))
      .when(confirm)
      .then(confirmed);
  });

  it('is for the owner alone', () => {
    given(...accepted, addressed(0))
      .when(confirm, { actor: { id: 'ada' } })
      .thenRejected('ONLY_OWNER_CONFIRMS');
  });

  it('refuses an owner who has become the deployer', () => {
    given(...accepted, addressed(0))
      .when({ ...confirm, deployers: ['margaret'] })
      .thenRejected('OWNER_IS_DEPLOYER');
  });

  it('waits for every verdict and for the threshold', () => {
    given(planned, recorded('order', true), workflows).when(confirm).thenRejected('CASES_WITHOUT_VERDICT');
    given(planned, recorded('order', false), recorded('search', false))
      .when(confirm)
      .thenRejected('THRESHOLD_NOT_REACHED');
  });

  it('waits for the workflows', () => {
    given(planned, recorded('order', false), recorded('search', true))
      .when(confirm)
      .thenRejected('WORKFLOWS_NOT_VALIDATED');
  });

  it('waits until the concerns are reviewed, again when one came since', () => {
    given(...accepted)
      .when(confirm)
      .thenRejected('CONCERNS_NOT_ADDRESSED');
    given(...accepted, addressed(0), raised(1, false))
      .when(confirm)
      .thenRejected('CONCERNS_NOT_ADDRESSED');
    given(...accepted, addressed(0), raised(1, true))
      .when(confirm)
      .thenRejected('CRITICAL_CONCERN_OPEN');
  });

  it('happens once', () => {
    given(...accepted, addressed(0), confirmed)
      .when(confirm)
      .thenRejected('ACCEPTANCE_ALREADY_CONFIRMED');
  });
});
