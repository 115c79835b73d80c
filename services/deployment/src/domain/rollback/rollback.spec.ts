import {
  DeploymentCancelled,
  DeploymentFactRefused,
  DeploymentFailed,
  HealthBreached,
  PhaseFailed,
  RollbackCompleted,
  RollbackFailed,
  RollbackRequested,
  RollbackStarted,
  type Actor,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { later } from '@slipway/flow';
import type { CommandOf, DeploymentCommand } from '../deployment.commands.js';
import { deployment } from '../deployment.decider.js';
import * as the from '../deployment.fixtures.js';

const { releaseId, now } = the;
const linus: Actor = { id: 'linus', kind: 'person', roles: ['deployer'] };
const { given } = specificationFor(deployment, { now, actor: linus }, expect);

const reason = 'customers cannot pay';
const fact = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: RollbackRequested.type };
const surroundings = the.where(the.newRuns);
const rollBack: CommandOf<'RollBack'> = { type: 'RollBack', releaseId, reason, surroundings };
const results = [the.passed('home')];
const started = RollbackStarted.of({ releaseId, reason, to: [the.oldArtifact] });
const completed = RollbackCompleted.of({ releaseId, restored: [the.oldArtifact], finishedAt: now, results });
const reported: DeploymentCommand = { type: 'ReportRolledBack', releaseId, results, restoredRelease: 'shop-1.0.0' };
const failedAt = (phase: number) => DeploymentFailed.of({ releaseId, reason, phase });
const succeeded = the.succeeded();

describe('a rollback', () => {
  it('ends a rollout that is under way', () => {
    given(...the.halfway())
      .when(rollBack)
      .then(failedAt(1), started);
  });

  it('is true only when the checks of what serves again pass', () => {
    const seen = [the.failed('home', 'status 503')];
    given(...succeeded, started)
      .when({ type: 'ReportRolledBack', releaseId, results: seen, restoredRelease: 'shop-1.0.0' })
      .then(
        RollbackFailed.of({
          releaseId,
          reason: 'the checks of what serves again failed: home (status 503)',
          results: seen,
        }),
      );
  });

  it('is possible after the deployment has succeeded', () => {
    given(...succeeded)
      .when(rollBack)
      .then(started);
  });

  it('is completed by what the executor did, once', () => {
    const back = [...succeeded, started];
    given(...back)
      .when(reported)
      .then(completed);
    given(...back, completed)
      .when(reported)
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
      .then(
        DeploymentCancelled.of({ releaseId, reason }),
        started,
        RollbackCompleted.of({
          ...completed.data,
          results: [
            {
              name: 'what served before still does',
              passed: true,
              observed: 'nothing was deployed, so nothing was touched',
            },
          ],
        }),
      );
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
  const breach: CommandOf<'HaltOnBreach'> = {
    type: 'HaltOnBreach',
    releaseId,
    breach: HealthBreached.of(data).data,
    occurredAt: now,
    onBreach: 'hold',
    surroundings,
  };

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

describe('a breach after the rollout', () => {
  const data = {
    releaseId,
    target: 'home page',
    burnRate: 14.4,
    window: 'PT5M',
    measurements: { samples: 100, errors: 20, availability: 0.8, p95: 10, p99: 20 },
  };
  const breach = (changes: Partial<CommandOf<'HaltOnBreach'>> = {}): DeploymentCommand => ({
    type: 'HaltOnBreach',
    releaseId,
    breach: data,
    occurredAt: now,
    onBreach: 'roll-back',
    surroundings,
    ...changes,
  });

  it('goes back by itself where the policy says so', () => {
    const [event] = given(...succeeded)
      .when(breach())
      .events();
    expect(event?.type).toBe(RollbackStarted.type);
  });

  it('does nothing here where the policy holds the flow, after the end, or when something else runs', () => {
    const others = {
      running: [{ artifact: the.artifact('1.2.0', 'c'), releaseId: 'shop-1.2.0', since: later(now, 'PT1M') }],
    };
    const ended = the.where(the.newRuns, { ended: true });
    for (const command of [
      breach({ onBreach: 'hold' }),
      breach({ surroundings: ended }),
      breach({ surroundings: the.where(others) }),
    ]) {
      given(...succeeded)
        .when(command)
        .thenNothing();
    }
  });

  it('from before the rollout began is not about it', () => {
    given(...the.halfway())
      .when(breach({ occurredAt: '2026-11-23T11:59:59.000Z' }))
      .thenNothing();
  });
});

describe('an aborted release', () => {
  const abort: DeploymentCommand = { type: 'Abort', releaseId, reason, surroundings };

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
