import {
  ConfigurationApplied,
  DeploymentFailed,
  DeploymentSucceeded,
  IncidentReported,
  PhaseFailed,
  RollbackStarted,
  RolloutErrorObserved,
  type Actor,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { CommandOf, DeploymentCommand } from '../deployment.commands.js';
import { deployment } from '../deployment.decider.js';
import * as the from '../deployment.fixtures.js';

const { releaseId, now } = the;
const linus: Actor = { id: 'linus', kind: 'person', roles: ['deployer'] };
const { given } = specificationFor(deployment, { now, actor: linus }, expect);

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

  it('that an outside tool reached before its configuration was asked for ends with it', () => {
    const unasked = the.finishing().filter(({ type }) => type !== ConfigurationApplied.type);
    const { environment, artifacts } = the.plan;
    given(...unasked)
      .when({ type: 'ReportFinished', releaseId, settings: [] })
      .then(
        ConfigurationApplied.of({ releaseId, settings: [] }),
        DeploymentSucceeded.of({ releaseId, environment, artifacts, criticalErrors: 0, finishedAt: now }),
      );
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

  it('that cannot be finished goes back too', () => {
    const events = given(...the.finishing())
      .when({ type: 'ReportPhaseFailure', releaseId, phase: 2, reason: 'NOT_ANSWERED' })
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

describe('a critical error during the rollout', () => {
  const incident: CommandOf<'ObserveIncident'> = {
    type: 'ObserveIncident',
    releaseId,
    incident: {
      releaseId,
      title: 'customers cannot pay',
      detail: '',
      environment: 'production',
      origin: { source: 'urn:pager', id: '1', publisher: 'pager', receivedAt: now },
    },
    occurredAt: now,
    incidentFact: { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: IncidentReported.type },
  };

  it('is recorded up to a number that more of them could not make worse', () => {
    const observed = RolloutErrorObserved.of({ releaseId, what: 'incident: slow', fact: incident.incidentFact });
    const thousand = Array.from({ length: 1000 }, () => observed);
    expect(
      given(...the.finishing(), ...thousand.slice(1))
        .when(incident)
        .events(),
    ).toHaveLength(1);
    given(...the.finishing(), ...thousand)
      .when(incident)
      .thenNothing();
  });

  it('counts in the result of the deployment', () => {
    const seen = given(...the.finishing())
      .when(incident)
      .events();
    expect(seen).toEqual([
      RolloutErrorObserved.of({
        releaseId,
        what: 'incident: customers cannot pay',
        fact: incident.incidentFact,
      }),
    ]);
    expect(
      given(...the.finishing(), ...seen)
        .when({ type: 'ReportFinished', releaseId })
        .events(),
    ).toMatchObject([{ data: { criticalErrors: 1 } }]);
  });

  it('is one of this environment, in the time of the rollout', () => {
    const staging: DeploymentCommand = { ...incident, incident: { ...incident.incident, environment: 'staging' } };
    const earlier: DeploymentCommand = { ...incident, occurredAt: '2026-11-23T11:59:59.000Z' };
    for (const command of [staging, earlier]) {
      given(...the.halfway())
        .when(command)
        .thenNothing();
    }
    given(the.planned()).when(incident).thenNothing();
    given(...the.succeeded())
      .when(incident)
      .thenNothing();
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
