import {
  DeploymentFactRefused,
  DeploymentFailed,
  OutsideDeploymentReported,
  PhaseFailed,
  RollbackCompleted,
  RollbackStarted,
  type Actor,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { DeploymentCommand } from './deployment.commands.js';
import { deployment } from './deployment.decider.js';
import * as the from './deployment.fixtures.js';

const { releaseId, now } = the;
const intake: Actor = { id: 'deployment', kind: 'service', roles: [] };
const { given } = specificationFor(deployment, { now, actor: intake }, expect);

const observed = { executor: 'observed' } as const;
const fact = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: OutsideDeploymentReported.type };
const report = (changes: Partial<OutsideDeploymentReported['data']> = {}): DeploymentCommand => ({
  type: 'FollowOutside',
  releaseId,
  fact,
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
      .thenNothing();
    given(...the.started(observed))
      .when(report())
      .then(the.phaseDeployed(1, 50, []));
  });

  it('that says the same again tells nothing new', () => {
    given(...the.halfway(observed))
      .when(report())
      .thenNothing();
  });

  it('may be ahead of the phases, which are watched all the same', () => {
    given(...the.halfway(observed))
      .when(report({ outcome: 'success', weight: 100 }))
      .then(the.phaseDeployed(1, 100, []));
    given(...the.halfway(observed), the.phaseDeployed(1, 100, []))
      .when({ type: 'ReportChecks', releaseId, phase: 1, results: [the.passed('home')] })
      .then(the.phaseVerified(1, 50), the.phaseStarted(2, 100), the.phaseDeployed(2, 100, []));
  });

  it('that reports a failure fails the phase', () => {
    const events = given(...the.halfway(observed))
      .when(report({ outcome: 'failure' }))
      .events();
    expect(events.map(({ type }) => type)).toEqual([PhaseFailed.type, DeploymentFailed.type, RollbackStarted.type]);
  });

  it('completes the rollback that it was asked for', () => {
    const started = RollbackStarted.of({ releaseId, reason: 'asked', to: [the.oldArtifact] });
    given(...the.halfway(observed), started)
      .when(report({ outcome: 'rolled-back', digest: the.oldArtifact.digest, weight: 0 }))
      .then(RollbackCompleted.of({ releaseId, restored: [the.oldArtifact], finishedAt: now }));
  });

  it('may roll back of its own accord', () => {
    const events = given(...the.halfway(observed))
      .when(report({ outcome: 'rolled-back', weight: 0 }))
      .events();
    expect(events.map(({ type }) => type)).toEqual([
      DeploymentFailed.type,
      RollbackStarted.type,
      RollbackCompleted.type,
    ]);
  });
});

describe('a report that contradicts what is known is kept as refused', () => {
  it.each([
    ['another artifact', report({ digest: `sha256:${'f'.repeat(64)}` }), 'an artifact that is not in the plan'],
    ['another environment', report({ environment: 'staging' }), 'another environment than the plan'],
  ])('about %s', (_, command, reason) => {
    expect(refusal(the.started(observed), command)).toContain(reason);
  });

  it('about a deployment that Slipway does itself', () => {
    expect(refusal(the.started(), report())).toContain('done by Slipway itself');
  });

  it('before the rollout has begun, or after it', () => {
    expect(refusal([the.planned(observed)], report())).toContain('no rollout is under way');
    const over = [...the.halfway(observed), RollbackStarted.of({ releaseId, reason: 'asked', to: [] })];
    expect(refusal(over, report({ weight: 100 }))).toContain('no rollout is under way');
  });

  it('about a release that has no plan', () => {
    expect(refusal([], report())).toContain('there is no deployment plan');
  });
});
