import {
  DeploymentCancelled,
  DeploymentFactRefused,
  EnvironmentRollbackFailed,
  EnvironmentRollbackStarted,
  EnvironmentRolledBack,
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

const { releaseId, release, now } = the;
const linus: Actor = { id: 'linus', kind: 'person', roles: ['deployer'] };
const { given } = specificationFor(deployment, { now, actor: linus }, expect);

const reason = 'memory leak after two weeks';
const ended = the.where(the.newRuns, { ended: true });
const rollBack: CommandOf<'RollBack'> = { type: 'RollBack', releaseId, reason, surroundings: ended };
const { environment } = the.plan;
const to = [the.oldArtifact];
const begun = EnvironmentRollbackStarted.of({ releaseId, environment, to, reason, by: 'linus' });
const results = [the.passed('home')];
const reported = (changes: Partial<CommandOf<'ReportRolledBack'>> = {}): DeploymentCommand => ({
  type: 'ReportRolledBack',
  releaseId,
  results,
  restoredRelease: 'shop-1.0.0',
  ...changes,
});
const done = EnvironmentRolledBack.of({
  releaseId,
  environment,
  displaced: releaseId,
  restoredRelease: 'shop-1.0.0',
  restored: to,
  reason,
  by: 'linus',
  finishedAt: now,
  results,
});
const newer = later(now, 'PT1M');
const another = { artifact: the.artifact('1.2.0', 'c'), releaseId: 'shop-1.2.0', since: newer };

describe('after the end of a release', () => {
  it('a rollback is an event of its environment: the release stays as it ended', () => {
    given(...the.succeeded())
      .when(rollBack)
      .then(begun);
    given(...the.succeeded(), begun)
      .when(reported())
      .then(done);
  });

  it('it happens once', () => {
    given(...the.succeeded(), begun)
      .when(rollBack)
      .thenNothing();
    given(...the.succeeded(), begun, done)
      .when(rollBack)
      .thenRejected('ALREADY_ROLLED_BACK');
  });

  it('it fails when what serves again does not pass its checks, and can be tried again', () => {
    const seen = [the.failed('home', 'status 503')];
    const failure = EnvironmentRollbackFailed.of({
      releaseId,
      environment,
      reason: 'the checks of the restored version failed: home (status 503)',
      results: seen,
    });
    given(...the.succeeded(), begun)
      .when(reported({ results: seen }))
      .then(failure);
    given(...the.succeeded(), begun, failure)
      .when(rollBack)
      .then(begun);
  });

  it('it is refused when something newer runs, which is to go back first', () => {
    const surroundings = the.where({ running: [another] }, { ended: true });
    given(...the.succeeded())
      .when({ ...rollBack, surroundings })
      .thenRejected('NOT_RUNNING_ANY_MORE', {
        releaseId,
        runs: `shop ${another.artifact.digest} (shop-1.2.0)`,
        fix: 'roll back what was deployed after it first: POST /deployment/v1/releases/shop-1.2.0/rollback',
      });
  });

  it('an aborted or rolled back release has nothing to take back', () => {
    given(DeploymentCancelled.of({ releaseId, reason })).when(rollBack).thenRejected('RELEASE_ENDED');
    given().when(rollBack).thenRejected('RELEASE_ENDED');
  });

  it('a rollback that had failed can be tried again', () => {
    const history = [
      ...the.halfway(),
      RollbackStarted.of({ releaseId, reason, to }),
      RollbackFailed.of({ releaseId, reason: 'the port is taken' }),
    ];
    given(...history)
      .when({ ...rollBack, surroundings: the.where({}, { ended: true }) })
      .then(RollbackStarted.of({ releaseId, reason, to }));
  });

  it('everything else is closed', () => {
    const { surroundings } = rollBack;
    const circumstances = { ...the.circumstances, ...surroundings };
    const checks = [the.passed('artifact')];
    given(the.planned())
      .when({ type: 'ConcludeDryRun', releaseId, release, checks, plan: the.plan, surroundings })
      .thenRejected('RELEASE_ENDED');
    given(the.planned(), the.dryRunPassed, the.rollbackReady, the.checksFailed)
      .when({ type: 'Start', releaseId, release, circumstances })
      .thenRejected('RELEASE_ENDED');
  });

  it('the release that runs again shows it too, and goes on as it was', () => {
    const restored = EnvironmentRolledBack.of({ ...done.data, releaseId, displaced: 'shop-1.2.0' });
    const back = given(...the.succeeded()).when({ type: 'RecordReturn', releaseId, rollback: { ...restored.data } });
    back.then(restored);
    expect(back.state()).toMatchObject({ status: 'succeeded' });
  });
});

describe('before the end too', () => {
  const surroundings = the.where({ running: [another] });
  const fact = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: RollbackRequested.type };

  it('only what runs can be rolled back', () => {
    given(...the.succeeded())
      .when({ ...rollBack, surroundings })
      .thenRejected('NOT_RUNNING_ANY_MORE');
  });

  it('a rollback that the flow orders in vain is refused and failed, so that the flow ends', () => {
    const [refused, failed] = given(...the.succeeded())
      .when({ ...rollBack, surroundings, fact })
      .events();
    expect((refused as DeploymentFactRefused).data).toMatchObject({ fact });
    expect((failed as RollbackFailed).data.reason).toContain('no longer runs in its environment');
  });

  it('nothing goes back under the rollout of another release', () => {
    given(...the.succeeded())
      .when({ ...rollBack, surroundings: the.where({ ...the.newRuns, rollouts: ['shop-1.2.0'] }) })
      .thenRejected('ROLLOUT_UNDER_WAY');
    expect(
      given(...the.halfway())
        .when({ ...rollBack, surroundings: the.where({ rollouts: ['shop-1.2.0'] }) })
        .events(),
    ).toHaveLength(2);
  });
});
