import {
  DeploymentCancelled,
  DeploymentFactRefused,
  DeploymentFailed,
  DeploymentSucceeded,
  HealthBreached,
  PhaseFailed,
  RollbackCompleted,
  RollbackFailed,
  RollbackRequested,
  RollbackStarted,
  type Actor,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { DeploymentCommand } from './deployment.commands.js';
import { deployment } from './deployment.decider.js';
import * as the from './deployment.fixtures.js';

const { releaseId, now } = the;
const linus: Actor = { id: 'linus', kind: 'person', roles: ['deployer'] };
const { given } = specificationFor(deployment, { now, actor: linus }, expect);

const reason = 'customers cannot pay';
const fact = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: RollbackRequested.type };
const rollBack: DeploymentCommand = { type: 'RollBack', releaseId, reason };
const started = RollbackStarted.of({ releaseId, reason, to: [the.oldArtifact] });
const completed = RollbackCompleted.of({ releaseId, restored: [the.oldArtifact], finishedAt: now });
const failedAt = (phase: number) => DeploymentFailed.of({ releaseId, reason, phase });
const { environment, artifacts } = the.plan;
const succeeded = [
  ...the.finishing(),
  DeploymentSucceeded.of({ releaseId, environment, artifacts, criticalErrors: 0, finishedAt: now }),
];

describe('a rollback', () => {
  it('ends a rollout that is under way', () => {
    given(...the.halfway())
      .when(rollBack)
      .then(failedAt(1), started);
  });

  it('is possible after the deployment has succeeded', () => {
    given(...succeeded)
      .when(rollBack)
      .then(started);
  });

  it('is completed by what the executor did, once', () => {
    const back = [...succeeded, started];
    given(...back)
      .when({ type: 'ReportRolledBack', releaseId })
      .then(completed);
    given(...back, completed)
      .when({ type: 'ReportRolledBack', releaseId })
      .thenRejected('NOT_ROLLING_BACK');
  });

  it('is not begun twice', () => {
    given(...succeeded, started)
      .when(rollBack)
      .thenNothing();
    given(...succeeded, started, completed)
      .when(rollBack)
      .thenNothing();
  });

  it('can be tried again when it failed', () => {
    const failure = RollbackFailed.of({ releaseId, reason: 'the port is taken' });
    given(...succeeded, started)
      .when({ type: 'ReportRollbackFailure', releaseId, reason: 'the port is taken' })
      .then(failure);
    given(...succeeded, started, failure)
      .when(rollBack)
      .then(started);
  });

  it('needs something that was deployed', () => {
    given(the.planned()).when(rollBack).thenRejected('NOTHING_TO_ROLL_BACK');
  });

  it('that the flow asks for before anything was deployed is complete at once', () => {
    given(the.planned())
      .when({ ...rollBack, fact })
      .then(DeploymentCancelled.of({ releaseId, reason }), started, completed);
  });
});

describe('a breach of health', () => {
  const data = {
    releaseId,
    target: 'home page',
    burnRate: 14.4,
    window: 'PT5M',
    measurements: { samples: 100, errors: 20, availability: 0.8, p95: 10, p99: 20 },
  };
  const breach: DeploymentCommand = { type: 'HaltOnBreach', releaseId, breach: HealthBreached.of(data).data };

  it('stops the rollout and goes back', () => {
    const events = given(...the.halfway())
      .when(breach)
      .events();
    expect(events.map(({ type }) => type)).toEqual([PhaseFailed.type, DeploymentFailed.type, RollbackStarted.type]);
  });

  it('counts until the old instances are gone', () => {
    expect(
      given(...the.finishing())
        .when(breach)
        .events(),
    ).toHaveLength(3);
  });

  it('is not about a deployment that has not begun, or is over', () => {
    given().when(breach).thenNothing();
    given(the.planned()).when(breach).thenNothing();
    given(...succeeded)
      .when(breach)
      .thenNothing();
    given(...succeeded, started)
      .when(breach)
      .thenNothing();
  });
});

describe('an aborted release', () => {
  const abort: DeploymentCommand = { type: 'Abort', releaseId, reason };

  it('is not deployed', () => {
    given().when(abort).then(DeploymentCancelled.of({ releaseId, reason }));
    given(the.planned()).when(abort).then(DeploymentCancelled.of({ releaseId, reason }));
    given(DeploymentCancelled.of({ releaseId, reason })).when(abort).thenNothing();
  });

  it('goes back when the rollout was quicker', () => {
    given(...the.halfway())
      .when(abort)
      .then(failedAt(1), started);
  });

  it('keeps as refused what is asked of it later', () => {
    const [event] = given(DeploymentCancelled.of({ releaseId, reason }))
      .when({ ...rollBack, fact })
      .events();
    expect((event as DeploymentFactRefused).data).toMatchObject({ fact });
  });
});
