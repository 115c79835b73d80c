import { pass, reject } from '@slipway/decider';
import type { Steer } from './flow.commands.js';
import { releaseRuns, type FlowRule } from './flow.policy.js';
import { deploymentHasBegun, deploymentIsDone, deploymentIsOrdered } from './flow.state.js';

const notPaused: FlowRule<Steer<'Pause'>> = (_, { status }) =>
  status === 'paused' ? reject('RELEASE_PAUSED', { fix: 'resume the release first' }) : pass;

const isPaused: FlowRule<Steer<'Resume'>> = (_, { status }) =>
  status === 'paused' ? pass : reject('RELEASE_NOT_PAUSED', { fix: 'there is nothing to resume' });

const nothingIsDeployed: FlowRule<Steer<'Abort'>> = (_, run) =>
  deploymentHasBegun(run)
    ? reject('ABORT_TOO_LATE', { fix: 'the deployment has begun: roll the release back instead' })
    : pass;

const somethingIsDeployed: FlowRule<Steer<'RequestRollback'>> = (_, run) =>
  deploymentIsOrdered(run) ? pass : reject('NOTHING_TO_ROLL_BACK', { fix: 'abort the release instead' });

const deploymentHasEnded: FlowRule<Steer<'Conclude'>> = (_, run) =>
  deploymentIsDone(run)
    ? pass
    : reject('NOTHING_TO_CONCLUDE', {
        fix: 'a release is concluded after its deployment; before that, abort it or roll it back',
      });

export const mayChange: readonly FlowRule<unknown>[] = [releaseRuns];
export const mayPause: readonly FlowRule<Steer<'Pause'>>[] = [releaseRuns, notPaused];
export const mayResume: readonly FlowRule<Steer<'Resume'>>[] = [releaseRuns, isPaused];
export const mayAbort: readonly FlowRule<Steer<'Abort'>>[] = [releaseRuns, nothingIsDeployed];
export const mayRollBack: readonly FlowRule<Steer<'RequestRollback'>>[] = [releaseRuns, somethingIsDeployed];
export const mayConclude: readonly FlowRule<Steer<'Conclude'>>[] = [releaseRuns, deploymentHasEnded];
