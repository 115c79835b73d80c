import { appliedOf } from '../src/adapters/applied-settings.js';
import { ObservedExecutor } from '../src/adapters/observed/observed-executor.js';
import * as the from '../src/domain/deployment.fixtures.js';
import { describeExecutor } from './executor.contract.js';

/** The traffic is the outside tool's: the executor only has to wait for it, never to say that it was done. */
describeExecutor('observed', () => {
  const plan = { ...the.plan, executor: 'observed' as const };
  const { releaseId } = the;
  let weight = 0;
  return Promise.resolve({
    executor: new ObservedExecutor({ appliedOf, answers: () => Promise.resolve(true) }),
    order: { releaseId, plan },
    badOrder: { releaseId, plan: { ...plan, previousArtifacts: plan.artifacts } },
    serving: () => {
      const shares = [
        [the.newArtifact.digest, weight],
        [the.oldArtifact.digest, 100 - weight],
      ] as const;
      return Promise.resolve(Object.fromEntries(shares.filter(([, share]) => share > 0)));
    },
    settle: (what) => {
      if (what !== 'finished') weight = what === 'rolled-back' ? 0 : what.weight;
      return Promise.resolve();
    },
  });
});
