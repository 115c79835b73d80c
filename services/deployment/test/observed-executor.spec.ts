import { OutsideDeploymentReported } from '@slipway/contracts';
import { fold, isRejection } from '@slipway/decider';
import { appliedOf } from '../src/adapters/applied-settings.js';
import { ObservedExecutor } from '../src/adapters/observed/observed-executor.js';
import { deployment } from '../src/domain/deployment.decider.js';
import * as the from '../src/domain/deployment.fixtures.js';
import { reportedWeight } from '../src/domain/reported-weight.js';
import { describeExecutor } from './executor.contract.js';

const { releaseId, now } = the;

/** The outside tool, whose reports reach the deployment as they do by intake. */
describeExecutor('observed', () => {
  const plan = { ...the.plan, executor: 'observed' as const };
  const history = the.started(plan);
  const settle = (what: { readonly weight: number } | 'rolled-back' | 'finished'): Promise<void> => {
    const report = OutsideDeploymentReported.of({
      releaseId,
      environment: plan.environment,
      digest: the.newArtifact.digest,
      weight: typeof what === 'string' ? 0 : what.weight,
      outcome: what === 'rolled-back' ? 'rolled-back' : 'progressing',
      origin: { source: 'urn:tool', id: '1', publisher: 'ci', receivedAt: now },
    });
    const fact = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: report.type };
    const actor = { id: 'deployment', kind: 'service' as const, roles: [] };
    const command = { type: 'FollowOutside', releaseId, report: report.data, fact } as const;
    const decided = deployment.decide(command, fold(deployment, history), { now, actor });
    if (isRejection(decided)) throw new Error(decided.rejected);
    history.push(...decided);
    return Promise.resolve();
  };
  const order = { releaseId, plan };
  return Promise.resolve({
    executor: new ObservedExecutor({
      appliedOf,
      answers: () => Promise.resolve(true),
      reportedWeight: () => Promise.resolve(reportedWeight(fold(deployment, history))),
    }),
    order,
    badOrder: { releaseId, plan: { ...plan, previousArtifacts: plan.artifacts } },
    settle,
  });
});
