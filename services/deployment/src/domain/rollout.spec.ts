import {
  ConfigurationApplied,
  DeploymentFactRefused,
  DeploymentFailed,
  DeploymentPaused,
  DeploymentResumed,
  DeploymentSucceeded,
  PhaseFailed,
  PreDeploymentChecksFailed,
  RollbackStarted,
  StepStarted,
  type Actor,
  type ReleaseSummary,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { DeploymentCommand } from './deployment.commands.js';
import { deployment } from './deployment.decider.js';
import * as the from './deployment.fixtures.js';

const { releaseId, release, now } = the;
const linus: Actor = { id: 'linus', kind: 'person', roles: ['deployer'] };
const { given } = specificationFor(deployment, { now, actor: linus }, expect);

const evidence = { digest: `sha256:${'e'.repeat(64)}`, mediaType: 'text/markdown', size: 12, title: 'Rehearsal' };
const fact = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: StepStarted.type };
const start = (changes: Partial<typeof the.circumstances> = {}, of: ReleaseSummary = release): DeploymentCommand => ({
  type: 'Start',
  releaseId,
  release: of,
  circumstances: { ...the.circumstances, ...changes },
  fact,
});
const paused = DeploymentPaused.of({ releaseId, reason: 'wait' });
const resumed = DeploymentResumed.of({ releaseId, reason: 'go' });
const byTheFlow: Actor = { id: 'deployment', kind: 'service', roles: [] };
const ready = [the.planned(), the.dryRunPassed, the.rollbackReady];

const again: DeploymentCommand = { type: 'Start', releaseId, release, circumstances: the.circumstances };

describe('a start', () => {
  const failingOf = (command: DeploymentCommand, history = ready) => {
    const [event] = given(...history)
      .when(command, { actor: byTheFlow })
      .events();
    return (event as PreDeploymentChecksFailed).data.checks.filter(({ passed }) => !passed).map(({ name }) => name);
  };

  it('begins the first phase when every check passes', () => {
    const [checks, begun, phase] = given(...ready)
      .when(start())
      .events();
    expect([checks?.type, begun?.type]).toEqual([
      'dev.slipway.deployment.pre-deployment-checks-passed.v1',
      'dev.slipway.deployment.started.v1',
    ]);
    expect(phase).toEqual(the.phaseStarted(1, 50));
  });

  it('needs the release window', () => {
    const window = { start: '2026-11-24T11:00:00.000Z', end: '2026-11-24T15:00:00.000Z' };
    expect(failingOf(start({}, { ...release, window }))).toEqual(['the release window is open']);
  });

  it('needs an approval that holds for these artifacts', () => {
    const { approval: _lapsed, ...unapproved } = the.circumstances;
    expect(failingOf({ type: 'Start', releaseId, release, circumstances: unapproved, fact })).toEqual([
      'the approval still holds for these artifacts',
    ]);
    const approval = { approvers: ['grace'], digests: [the.oldArtifact.digest] };
    expect(failingOf(start({ approval }))).toEqual(['the approval still holds for these artifacts']);
  });

  describe('by nobody who approved', () => {
    const by = (approver: string) => ({ approvers: ['grace', approver], digests: [the.newArtifact.digest] });
    const observedOf = (command: DeploymentCommand, history = ready) => {
      const [event] = given(...history)
        .when(command, { actor: byTheFlow })
        .events();
      const { checks } = (event as PreDeploymentChecksFailed).data;
      return checks.find(({ name }) => name === 'nobody who approved deploys');
    };

    it('tells who deploys', () => {
      expect(observedOf(start({ deployer: 'hedy' }))).toMatchObject({
        passed: true,
        observed: 'linus recorded the plan; hedy is the deployer of the team; deployment gave the start',
      });
    });

    it('refuses the one who recorded the plan', () => {
      expect(failingOf(start({ approval: by('linus') }))).toEqual(['nobody who approved deploys']);
      expect(observedOf(start({ approval: by('linus') }))?.observed).toBe(
        'linus approved and recorded the plan: have another deployer record it',
      );
      const replaced = [the.planned(), the.planned({}, 'hedy'), the.dryRunPassed, the.rollbackReady];
      expect(failingOf(start({ approval: by('linus') }), replaced)).toEqual([]);
    });

    it('refuses the deployer of the team', () => {
      expect(observedOf(start({ approval: by('hedy'), deployer: 'hedy' }))).toMatchObject({
        passed: false,
        observed: 'hedy approved and is the deployer of the team: assign another one',
      });
    });

    it('refuses the one who gives the start, at once', () => {
      const circumstances = { ...the.circumstances, approval: by('hedy') };
      given(...ready, the.checksFailed)
        .when({ type: 'Start', releaseId, release, circumstances }, { actor: { ...linus, id: 'hedy' } })
        .thenRejected('APPROVER_CANNOT_DEPLOY', { approver: 'hedy', fix: 'have another deployer start it' });
    });
  });

  it('needs a plan for the artifacts of the release', () => {
    const artifacts = [the.artifact('1.1.1', 'c')];
    expect(failingOf(start({}, { ...release, artifacts }))).toContain('the plan deploys the artifacts of the release');
  });

  it('is kept back by a freeze, unless its plan overrides that freeze', () => {
    const freezes = [{ freezeId: 'sale', window: release.window, reason: 'the sale' }];
    expect(failingOf(start({ freezes }))).toEqual(['no freeze stands in the way']);
    expect(
      given(...ready)
        .when(start({ freezes, overriddenFreeze: 'sale' }))
        .events(),
    ).toHaveLength(3);
  });

  it('needs the dry run of this very plan, and a way back', () => {
    expect(failingOf(start(), [...ready, the.planned()])).toEqual([
      'the dry run of this plan passed',
      'the way back is confirmed',
    ]);
  });

  it('needs what its executor says', () => {
    expect(failingOf(start({ executor: [the.failed('the target answers')] }))).toEqual(['the target answers']);
  });

  it('may be tried again when a check had failed', () => {
    expect(
      given(...ready, the.checksFailed)
        .when(again)
        .events(),
    ).toHaveLength(3);
  });

  it('is held while the release is paused, and made when that is over', () => {
    const held = given(...ready, paused).when(start(), { actor: byTheFlow });
    expect(failingOf(start(), [...ready, paused])).toEqual(['the release is not paused']);
    expect(held.state()).toMatchObject({ status: 'planned', preDeploymentChecks: 'held' });
    expect(
      given(...ready, paused, ...held.events(), resumed)
        .when(again, { actor: byTheFlow })
        .state(),
    ).toMatchObject({ status: 'rolling-out', preDeploymentChecks: 'passed' });
  });

  it('happens once', () =>
    given(...the.started())
      .when(again)
      .thenRejected('DEPLOYMENT_BEGUN'));
  it('needs a plan', () => given().when(again).thenRejected('PLAN_MISSING'));

  it('is ordered by the flow, not by people', () =>
    given(...ready)
      .when(again)
      .thenRejected('START_NOT_ORDERED'));

  it('is kept as refused when it comes after the end', () => {
    const { data } = given(...ready, cancelled)
      .when(start())
      .events()[0] as DeploymentFactRefused;
    expect(data).toMatchObject({ fact, reason: 'the deployment has ended (deployment: cancelled)' });
  });
});

const cancelled = { type: 'dev.slipway.deployment.cancelled.v1' as const, data: { releaseId, reason: 'withdrawn' } };

describe('a phase', () => {
  const settings = [{ name: 'GREETING', digest: `sha256:${'d'.repeat(64)}`, secret: false }];
  const reported = (phase: number): DeploymentCommand => ({
    type: 'ReportDeployed',
    releaseId,
    phase,
    instances: ['shop-1.1.0/1'],
    settings,
  });
  const checks = (phase: number, results = [the.passed('home')]): DeploymentCommand => ({
    type: 'ReportChecks',
    releaseId,
    phase,
    results,
  });

  it('is watched from the moment it is deployed; the first tells the configuration', () => {
    given(...the.started())
      .when(reported(1))
      .then(ConfigurationApplied.of({ releaseId, settings }), the.phaseDeployed(1, 50));
  });

  it('begins when the one before it is verified', () => {
    given(...the.halfway())
      .when(checks(1))
      .then(the.phaseVerified(1, 50), the.phaseStarted(2, 100));
  });

  it('that is the last ends the rollout, which succeeds when the old instances are gone', () => {
    const last = [...the.halfway(), the.phaseVerified(1, 50), the.phaseStarted(2, 100), the.phaseDeployed(2, 100)];
    given(...last)
      .when(checks(2))
      .then(the.phaseVerified(2, 100, true));
    const { environment, artifacts } = the.plan;
    given(...the.finishing())
      .when({ type: 'ReportFinished', releaseId })
      .then(DeploymentSucceeded.of({ releaseId, environment, artifacts, criticalErrors: 0, finishedAt: now }));
  });

  it('whose smoke checks fail goes back to the artifacts of before', () => {
    const results = [the.failed('home', 'status 500')];
    const reason = 'smoke checks failed: home (status 500)';
    given(...the.halfway())
      .when(checks(1, results))
      .then(
        PhaseFailed.of({ releaseId, phase: 1, weight: 50, reason, results }),
        DeploymentFailed.of({ releaseId, reason, phase: 1 }),
        RollbackStarted.of({ releaseId, reason, to: [the.oldArtifact] }),
      );
  });

  it('that cannot be brought out goes back too', () => {
    const events = given(...the.started())
      .when({ type: 'ReportPhaseFailure', releaseId, phase: 1, reason: 'INSTANCE_NOT_READY' })
      .events();
    expect(events.map(({ type }) => type)).toEqual([PhaseFailed.type, DeploymentFailed.type, RollbackStarted.type]);
  });

  it('is not reported twice, nor late, nor early', () => {
    given(...the.halfway())
      .when(reported(1))
      .thenRejected('PHASE_NOT_CURRENT');
    given(...the.started())
      .when(checks(1))
      .thenRejected('PHASE_NOT_CURRENT');
    given(...the.started())
      .when(reported(2))
      .thenRejected('PHASE_NOT_CURRENT');
    given(...the.finishing())
      .when(checks(2))
      .thenRejected('PHASE_NOT_CURRENT');
    given(...the.halfway())
      .when({ type: 'ReportFinished', releaseId })
      .thenRejected('NOT_FINISHING');
  });

  it('is not verified while the release is paused, and none begins: its checks count when that is over', () => {
    given(...the.halfway(), paused)
      .when(checks(1))
      .thenRejected('DEPLOYMENT_PAUSED');
    given(...the.halfway(), paused, resumed)
      .when(checks(1))
      .then(the.phaseVerified(1, 50), the.phaseStarted(2, 100));
  });

  it('that fails goes back during a pause too', () => {
    const events = given(...the.halfway(), paused)
      .when(checks(1, [the.failed('home')]))
      .events();
    expect(events.map(({ type }) => type)).toEqual([PhaseFailed.type, DeploymentFailed.type, RollbackStarted.type]);
  });
});

describe('a pause', () => {
  const pause: DeploymentCommand = { type: 'Pause', releaseId, reason: 'wait' };
  const resume: DeploymentCommand = { type: 'Resume', releaseId, reason: 'go' };

  it('begins and ends once', () => {
    given(...the.halfway())
      .when(pause)
      .then(paused);
    given(...the.halfway(), paused)
      .when(pause)
      .thenNothing();
    given(...the.halfway(), paused)
      .when(resume)
      .then(resumed);
    given(...the.halfway())
      .when(resume)
      .thenNothing();
  });
});

describe('a document', () => {
  const document = { releaseId, step: 'prepare-release', output: 'prepare-release.output-4', evidence };

  it('is recorded, and the same one not again', () => {
    const recorded = given(the.planned())
      .when({ type: 'RecordDocument', ...document })
      .events();
    expect(recorded).toHaveLength(1);
    given(the.planned(), ...recorded)
      .when({ type: 'RecordDocument', ...document })
      .thenNothing();
  });
});
