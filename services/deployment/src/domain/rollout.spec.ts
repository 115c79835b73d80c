import {
  ConfigurationApplied,
  DeploymentFailed,
  DeploymentSucceeded,
  PhaseFailed,
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

const evidence = { digest: `sha256:${'e'.repeat(64)}`, mediaType: 'text/markdown', size: 12, title: 'Rehearsal' };

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
    given(...the.halfway(), the.paused)
      .when(checks(1))
      .thenRejected('DEPLOYMENT_PAUSED');
    given(...the.halfway(), the.paused, the.resumed)
      .when(checks(1))
      .then(the.phaseVerified(1, 50), the.phaseStarted(2, 100));
  });

  it('that fails goes back during a pause too', () => {
    const events = given(...the.halfway(), the.paused)
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
      .then(the.paused);
    given(...the.halfway(), the.paused)
      .when(pause)
      .thenNothing();
    given(...the.halfway(), the.paused)
      .when(resume)
      .then(the.resumed);
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
