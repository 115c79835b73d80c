import { pass, reject } from '@slipway/decider';
import { releaseRuns, type FlowRule } from './flow.rules.js';
import { deploymentHasBegun, deploymentIsDone, deploymentIsOrdered } from './flow.state.js';

const notPaused: FlowRule<unknown> = (_, { status }) =>
  status === 'paused' ? reject('RELEASE_PAUSED', { fix: 'resume the release first' }) : pass;

const isPaused: FlowRule<unknown> = (_, { status }) =>
  status === 'paused' ? pass : reject('RELEASE_NOT_PAUSED', { fix: 'there is nothing to resume' });

const nothingIsDeployed: FlowRule<unknown> = (_, run) =>
  deploymentHasBegun(run)
    ? reject('ABORT_TOO_LATE', { fix: 'the deployment has begun: roll the release back instead' })
    : pass;

const somethingIsDeployed: FlowRule<unknown> = (_, run) =>
  deploymentIsOrdered(run) ? pass : reject('NOTHING_TO_ROLL_BACK', { fix: 'abort the release instead' });

const deploymentHasEnded: FlowRule<unknown> = (_, run) =>
  deploymentIsDone(run)
    ? pass
    : reject('NOTHING_TO_CONCLUDE', {
        fix: 'a release is concluded after its deployment; before that, abort it or roll it back',
      });

export const mayChange = [releaseRuns];
export const mayPause = [releaseRuns, notPaused];
export const mayResume = [releaseRuns, isPaused];
export const mayAbort = [releaseRuns, nothingIsDeployed];
export const mayRollBack = [releaseRuns, somethingIsDeployed];
export const mayConclude = [releaseRuns, deploymentHasEnded];
