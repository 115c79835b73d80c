import {
  DeploymentFactRefused,
  DeploymentFailed,
  EnvironmentRollbackStarted,
  OutsideDeploymentReported,
  OutsideProgressRecorded,
  PhaseFailed,
  RollbackCompleted,
  RollbackFailed,
  RollbackStarted,
  type Actor,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { DeploymentCommand } from '../deployment.commands.js';
import { deployment } from '../deployment.decider.js';
import * as the from '../deployment.fixtures.js';
import { dueWork } from '../due-work.js';
import type { Surroundings } from '../surroundings.js';

const { releaseId, now } = the;
const intake: Actor = { id: 'deployment', kind: 'service', roles: [] };
const { given } = specificationFor(deployment, { now, actor: intake }, expect);

const observed = { executor: 'observed' } as const;
const { digest } = the.newArtifact;
const inFuture = '2026-11-23T12:01:00.000Z';
const fact = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: OutsideDeploymentReported.type };
const report = (
  changes: Partial<OutsideDeploymentReported['data']> = {},
  {
    occurredAt = now,
    surroundings = the.where(the.newRuns),
  }: { occurredAt?: string; surroundings?: Surroundings } = {},
): DeploymentCommand => ({
  type: 'FollowOutside',
  releaseId,
  fact,
  occurredAt,
  surroundings,
  report: {
    releaseId,
    environment: 'production',
    digest: the.newArtifact.digest,
    weight: 50,
    outcome: 'progressing',
    origin: { source: 'urn:argo', id: '1', publisher: 'ci', receivedAt: now },
    ...changes,
  },
});
const refusal = (history: readonly Parameters<typeof given>[0][], command: DeploymentCommand) =>
  (
    given(...history)
      .when(command)
      .events()[0] as DeploymentFactRefused
  ).data.reason;

describe('an outside tool', () => {
  it('has brought a phase out when it reports its weight', () => {
    given(...the.started(observed))
      .when(report({ weight: 20 }))
      .then(the.progress(digest, 20));
    given(...the.started(observed))
      .when(report())
      .then(the.progress(digest, 50), the.phaseDeployed(1, 50, []));
  });

  it('that says the same again tells nothing new', () => {
    given(...the.halfway(observed), the.progress(digest, 50))
      .when(report())
      .thenNothing();
  });

  it('may be ahead of the phases, which are watched all the same', () => {
    given(...the.halfway(observed))
      .when(report({ outcome: 'success', weight: 100 }))
      .then(the.progress(digest, 100), the.phaseDeployed(1, 100, []));
    given(...the.halfway(observed), the.phaseDeployed(1, 100, []))
      .when({ type: 'ReportChecks', releaseId, phase: 1, results: [the.passed('home')] })
      .then(
        the.phaseVerified(1, 50),
        the.phaseStarted(2, 100, { reportBy: the.reportBy }),
        the.phaseDeployed(2, 100, []),
      );
  });

  it('that reports a failure fails the phase', () => {
    const events = given(...the.halfway(observed))
      .when(report({ outcome: 'failure' }))
      .events();
    expect(events.map(({ type }) => type)).toEqual([PhaseFailed.type, DeploymentFailed.type, RollbackStarted.type]);
  });

  describe('that goes back', () => {
    const back = (of: string, at = now) => the.progress(of, 0, { rolledBack: true, occurredAt: at });
    const rolledBack = (of: string) => report({ outcome: 'rolled-back', digest: of, weight: 0 });
    const started = RollbackStarted.of({ releaseId, reason: 'asked', to: [the.oldArtifact], reportBy: the.reportBy });

    it('has done so when the checks of what serves again have passed', () => {
      const history = [...the.halfway(observed), started];
      const reported = given(...history).when(rolledBack(the.oldArtifact.digest));
      reported.then(back(the.oldArtifact.digest));
      expect(dueWork(reported.state(), now)).toEqual({ kind: 'verify-rollback' });
      const results = [the.passed('home')];
      given(...history, ...reported.events())
        .when({ type: 'ReportRolledBack', releaseId, results, restoredRelease: 'shop-1.0.0' })
        .then(RollbackCompleted.of({ releaseId, restored: [the.oldArtifact], finishedAt: now, results }));
    });

    it('may do so of its own accord', () => {
      const events = given(...the.halfway(observed))
        .when(rolledBack(digest))
        .events();
      expect(events.map(({ type }) => type)).toEqual([
        DeploymentFailed.type,
        RollbackStarted.type,
        OutsideProgressRecorded.type,
      ]);
    });

    it('is believed late too, when its rollback had been given up', () => {
      const givenUp = RollbackFailed.of({ releaseId, reason: 'no report' });
      const late = given(...the.halfway(observed), started, givenUp).when(rolledBack(the.oldArtifact.digest));
      expect(late.events().map(({ type }) => type)).toEqual([RollbackStarted.type, OutsideProgressRecorded.type]);
      expect(dueWork(late.state(), now)).toEqual({ kind: 'verify-rollback' });
    });

    it('after the end of the release takes the environment back, not the release', () => {
      const ended = the.where(the.newRuns, { ended: true });
      const [begun] = given(...the.succeeded(observed))
        .when(report({ outcome: 'rolled-back', digest, weight: 0 }, { surroundings: ended }))
        .events();
      expect(begun?.type).toBe(EnvironmentRollbackStarted.type);
    });
  });

  describe('that brings several artifacts', () => {
    const api = { ...the.artifact('1.1.0', 'd'), name: 'api' };
    const oldApi = { ...the.artifact('1.0.0', 'e'), name: 'api' };
    const several = {
      ...observed,
      artifacts: [the.newArtifact, api],
      previousArtifacts: [the.oldArtifact, oldApi],
    };

    it('has brought a phase out when every one of them has its weight', () => {
      const first = given(...the.started(several)).when(report());
      first.then(the.progress(digest, 50));
      given(...the.started(several), ...first.events())
        .when(report({ digest: api.digest, weight: 60 }))
        .then(the.progress(api.digest, 60), the.phaseDeployed(1, 50, []));
    });

    it('has gone back when every one of them has', () => {
      const started = RollbackStarted.of({ releaseId, reason: 'asked', to: several.previousArtifacts });
      const one = given(...the.halfway(several), started).when(
        report({ outcome: 'rolled-back', digest: the.oldArtifact.digest }),
      );
      expect(dueWork(one.state(), now)).toEqual({ kind: 'roll-back' });
      const both = given(...the.halfway(several), started, ...one.events()).when(
        report({ outcome: 'rolled-back', digest: api.digest }),
      );
      expect(dueWork(both.state(), now)).toEqual({ kind: 'verify-rollback' });
    });
  });
});

describe('an outside tool that stays silent', () => {
  const giveUp: DeploymentCommand = { type: 'GiveUpWaiting', releaseId };
  const late = { now: the.reportBy };

  it('is waited for until its report is due, not longer', () => {
    given(...the.started(observed))
      .when(giveUp)
      .thenRejected('NOTHING_OVERDUE');
    const state = given(...the.started(observed))
      .when(report({ weight: 20 }))
      .state();
    expect(dueWork(state, now)).toMatchObject({ kind: 'deploy' });
    expect(dueWork(state, the.reportBy)).toEqual({ kind: 'give-up' });
  });

  it('fails its phase, with the words that say so', () => {
    const [phase, failed, back] = given(...the.started(observed), the.progress(digest, 20))
      .when(giveUp, late)
      .events();
    const reason = `the outside tool did not report phase 1 (50 %) within PT1H; last reports: shop (${digest.slice(0, 19)}…) was at 20 % at ${now}`;
    expect(phase).toEqual(PhaseFailed.of({ releaseId, phase: 1, weight: 50, reason, results: [] }));
    expect([failed?.type, back?.type]).toEqual([DeploymentFailed.type, RollbackStarted.type]);
    expect(back).toMatchObject({ data: { reportBy: '2026-11-23T14:00:00.000Z' } });
  });

  it('fails its rollback, which can be tried again', () => {
    const started = RollbackStarted.of({ releaseId, reason: 'asked', to: [the.oldArtifact], reportBy: the.reportBy });
    const history = [...the.halfway(observed), started];
    const silent = given(...history).when(giveUp, late);
    const [failed] = silent.events();
    expect(failed?.type).toBe(RollbackFailed.type);
    expect((failed as RollbackFailed).data.reason).toContain('did not report the rollback within PT1H');
    given(...history, ...silent.events())
      .when({ type: 'RollBack', releaseId, reason: 'again', surroundings: the.where({}, { ended: true }) }, late)
      .then(
        RollbackStarted.of({ releaseId, reason: 'again', to: [the.oldArtifact], reportBy: '2026-11-23T14:00:00.000Z' }),
      );
  });

  it('has its whole time again after a pause', () => {
    const paused = [...the.started(observed), the.paused];
    given(...paused)
      .when(giveUp, late)
      .thenRejected('NOTHING_OVERDUE');
    const resumed = given(...paused).when({ type: 'Resume', releaseId, reason: 'go' }, late);
    expect(resumed.events()).toMatchObject([{ data: { reportBy: '2026-11-23T14:00:00.000Z' } }]);
    expect(dueWork(resumed.state(), the.reportBy)).toMatchObject({ kind: 'deploy' });
  });

  it('is not waited for where Slipway deploys itself', () => {
    expect(
      given(...the.started())
        .when(giveUp, late)
        .state().reportBy,
    ).toBeUndefined();
  });
});

describe('a report that contradicts what is known is kept as refused', () => {
  it.each([
    ['another artifact', report({ digest: `sha256:${'f'.repeat(64)}` }), 'its artifact is not in the plan'],
    ['another environment', report({ environment: 'staging' }), 'the plan is for another environment'],
  ])('about %s', (_, command, reason) => {
    expect(refusal(the.started(observed), command)).toContain(reason);
  });

  it('about a deployment that Slipway does itself', () => {
    expect(refusal(the.started(), report())).toContain('Slipway deploys this release itself');
  });

  it('before the rollout has begun, or after it', () => {
    expect(refusal([the.planned(observed)], report())).toContain('no rollout is under way');
    const over = [...the.halfway(observed), RollbackStarted.of({ releaseId, reason: 'asked', to: [] })];
    expect(refusal(over, report({ weight: 100 }))).toContain('no rollout is under way');
  });

  it('from before the rollout began', () => {
    const earlier = report({}, { occurredAt: '2026-11-23T11:59:59.999Z' });
    expect(refusal(the.started(observed), earlier)).toContain('it happened before the deployment began');
  });

  it('older than what is known of the same artifact', () => {
    const known = [...the.halfway(observed), the.progress(digest, 50, { occurredAt: inFuture })];
    expect(refusal(known, report({ outcome: 'failure' }))).toContain('a newer report about the same artifact is known');
    expect(refusal(known, report({ outcome: 'rolled-back', digest: the.oldArtifact.digest }))).toContain(
      'a newer report about the same artifact is known',
    );
  });

  it('of a rollback where something else runs since', () => {
    const running = [{ artifact: the.artifact('1.2.0', 'c'), releaseId: 'shop-1.2.0', since: inFuture }];
    const stale = report({ outcome: 'rolled-back' }, { surroundings: the.where({ running }) });
    expect(refusal(the.succeeded(observed), stale)).toContain('no longer runs in its environment');
  });

  it('about a release that has no plan', () => {
    expect(refusal([], report())).toContain('there is no deployment plan');
  });
});
