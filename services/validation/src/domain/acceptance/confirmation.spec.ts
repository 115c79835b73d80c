import { AcceptanceConfirmed, AcceptanceWithdrawn, ConcernResolved, WorkflowsNotValidated } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { now, releaseId, standing } from '../fixtures.js';
import { acceptance } from './acceptance.decider.js';
import {
  accepted,
  addressed,
  completed,
  confirm,
  planned,
  raise,
  raised,
  record,
  recorded,
  wearing,
  workflows,
} from './acceptance.fixtures.js';

const { given } = specificationFor(acceptance, { now, actor: { id: 'margaret' } }, (actual) => expect(actual));

const confirmed = AcceptanceConfirmed.of({ releaseId, owner: 'margaret', ratio: 1 });
const waiving = (...items: string[]) => ({ ...confirm, standing: standing({ waived: items }) });
const orWaive = (item: string) =>
  `or ask for an exception with POST /planning/v1/releases/${releaseId}/exceptions ` +
  JSON.stringify({ kind: 'waiver', items: [item], reason: '…' });

describe('confirming the acceptance', () => {
  it('is the word of the owner, however their name is written', () => {
    for (const id of ['margaret', ' Margaret']) {
      given(...accepted, addressed(0))
        .when(confirm, { actor: { id } })
        .then(confirmed);
    }
  });

  it('is for the owner alone', () => {
    given(...accepted, addressed(0))
      .when(confirm, { actor: { id: 'ada' } })
      .thenRejected('ONLY_OWNER_CONFIRMS');
  });

  it('refuses an owner who has become the deployer, or takes another hat against the matrix', () => {
    given(...accepted, addressed(0))
      .when({ ...confirm, standing: wearing({ deployer: ['margaret'] }) })
      .thenRejected('OWNER_IS_DEPLOYER');
    given(...accepted, addressed(0))
      .when({ ...confirm, standing: wearing({ author: ['margaret'] }) })
      .thenRejected('HATS_CONFLICT');
  });

  it('waits for a version that runs: one that was rolled back is not accepted', () => {
    given(...accepted, addressed(0))
      .when({ ...confirm, runsSince: undefined })
      .thenRejected('VERSION_NOT_DEPLOYED');
  });

  it('waits for every verdict and for the threshold', () => {
    given(planned, recorded('order', true), workflows).when(confirm).thenRejected('CASES_WITHOUT_VERDICT');
    given(planned, recorded('order', false), recorded('search', false))
      .when(confirm)
      .thenRejected('THRESHOLD_NOT_REACHED', {
        ratio: 0,
        threshold: 0.5,
        fix: `have more of the cases accepted first, ${orWaive('release-gate-5')}`,
      });
  });

  it.each(['release-gate-5', 'conduct-user-acceptance.action-1'])(
    'states the true share where the threshold was let go with %s',
    (item) => {
      const rejected = [planned, recorded('order', true), workflows, recorded('search', false), completed(1)];
      const below = rejected.map((event) =>
        event === planned ? { ...planned, data: { ...planned.data, threshold: 1 } } : event,
      );
      given(...below, addressed(0))
        .when(confirm)
        .thenRejected('THRESHOLD_NOT_REACHED');
      given(...below, addressed(0))
        .when(waiving(item))
        .then(AcceptanceConfirmed.of({ releaseId, owner: 'margaret', ratio: 0.5 }));
    },
  );

  it('waits for the workflows, unless they were let go', () => {
    const history = [planned, recorded('order', false), recorded('search', true), completed(1), addressed(0)];
    given(...history)
      .when(confirm)
      .thenRejected('WORKFLOWS_NOT_VALIDATED', {
        open: ['order'],
        fix: `have these cases accepted first, ${orWaive('conduct-user-acceptance.action-5')}`,
      });
    given(...history)
      .when(waiving('conduct-user-acceptance.action-5'))
      .then(AcceptanceConfirmed.of({ releaseId, owner: 'margaret', ratio: 0.5 }));
  });

  it('waits until the concerns are reviewed, again when one came since, unless they were let go', () => {
    given(...accepted)
      .when(confirm)
      .thenRejected('CONCERNS_NOT_ADDRESSED');
    given(...accepted, addressed(0), raised(1, false))
      .when(confirm)
      .thenRejected('CONCERNS_NOT_ADDRESSED');
    given(...accepted, addressed(0), raised(1, true))
      .when(confirm)
      .thenRejected('CRITICAL_CONCERN_OPEN');
    given(...accepted, raised(1, true))
      .when(waiving('conduct-user-acceptance.action-4'))
      .then(confirmed);
  });

  it('happens once', () => {
    given(...accepted, addressed(0), confirmed)
      .when(confirm)
      .thenRejected('ACCEPTANCE_ALREADY_CONFIRMED');
  });
});

describe('an acceptance that was confirmed', () => {
  const history = [...accepted, addressed(0), confirmed];
  const withdrawn = (reason: string) => AcceptanceWithdrawn.of({ releaseId, reason });

  it('is withdrawn by a critical concern, and confirmed again once that is resolved and reviewed', () => {
    const gone = withdrawn('the critical concern concern-1 was raised after the confirmation');
    const resolved = ConcernResolved.of({ releaseId, concernId: 'concern-1', resolution: 'an index was missing' });
    const state = given(...history).when(raise(true));
    state.then(raised(1, true), gone);
    expect(state.state()).toMatchObject({ confirmed: false, withdrawn: gone.data.reason });
    given(...history, raised(1, true), gone)
      .when(confirm)
      .thenRejected('CRITICAL_CONCERN_OPEN');
    given(...history, raised(1, true), gone, resolved)
      .when(confirm)
      .thenRejected('CONCERNS_NOT_ADDRESSED');
    const again = given(...history, raised(1, true), gone, resolved, addressed(1)).when(confirm);
    again.then(confirmed);
    expect(again.state()).not.toHaveProperty('withdrawn');
  });

  it('stands when a concern that is not critical comes', () => {
    given(...history)
      .when(raise(false))
      .then(raised(1, false));
  });

  it('is withdrawn when a case is rejected, and confirmed again once it is accepted', () => {
    const rejection = [
      recorded('order', false),
      completed(1),
      WorkflowsNotValidated.of({ releaseId, cases: ['order'] }),
      withdrawn('the case order was rejected after the confirmation'),
    ] as const;
    given(...history)
      .when(record('order', false))
      .then(...rejection);
    given(...history, ...rejection)
      .when(confirm)
      .thenRejected('WORKFLOWS_NOT_VALIDATED');
    given(...history, ...rejection, recorded('order', true), completed(2), workflows)
      .when(confirm)
      .then(confirmed);
  });

  it('stands when a verdict is repeated', () => {
    given(...history)
      .when(record('order', true))
      .then(recorded('order', true));
  });
});
