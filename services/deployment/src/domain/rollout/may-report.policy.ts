import { pass, reject, type Rejection } from '@slipway/decider';
import type { CommandOf } from '../deployment.commands.js';
import { currentPhase, isRollingOut, type DeploymentState, type PhaseRun } from '../deployment.state.js';
import type { DeploymentRule } from '../lifecycle.policy.js';
import type { DeploymentRejection } from '../rejections.js';

const isIn = (state: DeploymentState, phase: number, status: PhaseRun['status']): boolean => {
  const current = currentPhase(state);
  return state.status === 'rolling-out' && current?.phase === phase && current.status === status;
};

const notCurrent = (state: DeploymentState, phase: number): Rejection<DeploymentRejection> => {
  const current = currentPhase(state);
  return reject('PHASE_NOT_CURRENT', {
    phase,
    status: state.status,
    current: current?.phase,
    phaseStatus: current?.status,
    fix: 'report on the current phase of the rollout',
  });
};

const phaseHasStarted: DeploymentRule<CommandOf<'ReportDeployed'>> = ({ phase }, state) =>
  isIn(state, phase, 'started') ? pass : notCurrent(state, phase);

const phaseIsDeployed: DeploymentRule<CommandOf<'ReportChecks'>> = ({ phase }, state) =>
  isIn(state, phase, 'deployed') ? pass : notCurrent(state, phase);

const phaseIsUnderWay: DeploymentRule<CommandOf<'ReportPhaseFailure'>> = ({ phase }, state) =>
  isRollingOut(state) && currentPhase(state)?.phase === phase ? pass : notCurrent(state, phase);

/** Checks that fail go back, which waits for nobody. */
const passedChecksWaitForTheEndOfAPause: DeploymentRule<CommandOf<'ReportChecks'>> = ({ results }, { paused }) =>
  paused && results.every(({ passed }) => passed)
    ? reject('DEPLOYMENT_PAUSED', { fix: 'the checks run again when the release is resumed' })
    : pass;

const rolloutIsFinishing: DeploymentRule<CommandOf<'ReportFinished'>> = (_, { status }) =>
  status === 'finishing'
    ? pass
    : reject('NOT_FINISHING', { status, fix: 'report the end once the last phase is verified' });

/** When each report about a rollout counts, in the order in which people read the refusals. */
export const mayReport = {
  deployed: [phaseHasStarted],
  checks: [phaseIsDeployed, passedChecksWaitForTheEndOfAPause],
  phaseFailure: [phaseIsUnderWay],
  finished: [rolloutIsFinishing],
} as const;
