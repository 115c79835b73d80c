import { DeploymentPaused, DeploymentResumed, DryRunFailed, RollbackFailed, type Actor } from '@slipway/contracts';
import { firstRejection, reject, type Decider, type DecisionContext, type Rejection } from '@slipway/decider';
import type { CommandOf, DeploymentCommand } from './deployment.commands.js';
import type { DeploymentEvent } from './deployment.events.js';
import { returned } from './rollback/after-the-end.js';
import { initialState, isPlanned, type DeploymentState, type Planned } from './deployment.state.js';
import { evolve } from './evolve.js';
import { mayBeFollowed, mayGiveUpWaiting } from './outside/may-be-followed.policy.js';
import { mayConcludeDryRun } from './plan/may-conclude-dry-run.policy.js';
import { mayPlan } from './plan/may-plan.policy.js';
import { mayRehearse } from './plan/may-rehearse.policy.js';
import { mayReport } from './rollout/may-report.policy.js';
import { mayReportRollback } from './rollback/may-roll-back.policy.js';
import { mayStart } from './rollout/may-start.policy.js';
import { followOutside, giveUpWaiting } from './outside/outside.js';
import { concludeDryRun, followRelease, recordPlan, recordRehearsal, reviewReadiness } from './plan/preparation.js';
import { reasonOf, refused } from './refused.js';
import type { DeploymentRejection } from './rejections.js';
import { abort, rollBack, rollbackFailed, rollbackReported } from './rollback/rollback.js';
import {
  checked,
  configured,
  deployed,
  dueAfterPause,
  finished,
  halt,
  incidentObserved,
  phaseFailed,
  start,
} from './rollout/rollout.js';

export type DeploymentContext = DecisionContext<Actor>;
type Decision = readonly DeploymentEvent[] | Rejection<DeploymentRejection>;

/** The whole behaviour of a deployment; `preparation`, `rollout`, `rollback` and `outside` hold its four stories. */
export const deployment: Decider<
  DeploymentState,
  DeploymentCommand,
  DeploymentEvent,
  DeploymentRejection,
  DeploymentContext
> = {
  category: 'deployment',
  initialState,
  evolve,
  decide(command, state, context) {
    const decision = decide(command, state, context);
    const fact = 'fact' in command ? command.fact : undefined;
    if (!isRejected(decision) || fact === undefined) return decision;
    const kept = refused(command.releaseId, fact, decision);
    return ordersRollback(command) && flowWouldWait(state) ? [...kept, impossible(command.releaseId, decision)] : kept;
  },
};

const ordersRollback = ({ type }: DeploymentCommand): boolean => type === 'RollBack' || type === 'Abort';

/** What was deployed and cannot be taken back: without a word the flow would wait for its rollback for ever. */
const flowWouldWait = ({ status }: DeploymentState): boolean =>
  status === 'succeeded' || status === 'failed' || status === 'rollback-failed';

const impossible = (releaseId: string, rejection: Rejection<DeploymentRejection>): DeploymentEvent =>
  RollbackFailed.of({ releaseId, reason: reasonOf(rejection) });

const isRejected = (decision: Decision): decision is Rejection<DeploymentRejection> => 'rejected' in decision;

function decide(command: DeploymentCommand, state: DeploymentState, context: DeploymentContext): Decision {
  const { now, actor } = context;
  switch (command.type) {
    case 'RecordPlan':
      return firstRejection(mayPlan, command, state, context) ?? recordPlan(command, actor);
    case 'FollowRelease':
      return followRelease(command, state);
    case 'RecordRehearsal':
      return firstRejection(mayRehearse, command, state, context) ?? recordRehearsal(command, state);
    case 'RollBack':
      return rollBack(state, command, context);
    case 'Abort':
      return abort(state, command, context);
    case 'ReportRolledBack':
      return firstRejection(mayReportRollback, command, state, context) ?? rollbackReported(state, command, now);
    case 'ReportRollbackFailure':
      return firstRejection(mayReportRollback, command, state, context) ?? rollbackFailed(state, command);
    case 'RecordReturn':
      return returned(command);
    case 'Pause':
      return state.paused || hasEnded(state) ? [] : [DeploymentPaused.of(worded(command))];
    case 'Resume':
      return state.paused ? [DeploymentResumed.of({ ...worded(command), ...dueAfterPause(state, now) })] : [];
    default:
      return isPlanned(state) ? decidePlanned(command, state, context) : unplanned(command);
  }
}

type PlannedCommand = Exclude<
  DeploymentCommand,
  CommandOf<
    | 'RecordPlan'
    | 'FollowRelease'
    | 'RecordRehearsal'
    | 'RollBack'
    | 'Abort'
    | 'ReportRolledBack'
    | 'ReportRollbackFailure'
    | 'RecordReturn'
    | 'Pause'
    | 'Resume'
  >
>;

function decidePlanned(command: PlannedCommand, state: Planned, context: DeploymentContext): Decision {
  const { releaseId } = command;
  const { now } = context;
  switch (command.type) {
    case 'ConcludeDryRun':
      return firstRejection(mayConcludeDryRun, command, state, context) ?? concludeDryRun(command, state);
    case 'ReviewReadiness':
      return reviewReadiness(command, state);
    case 'Start':
      return firstRejection(mayStart, command, state, context) ?? start(state, command, context);
    case 'ReportConfiguration':
      return configured(state, releaseId, command.settings);
    case 'ReportDeployed':
      return firstRejection(mayReport.deployed, command, state, context) ?? deployed(state, command, now);
    case 'ReportChecks':
      return firstRejection(mayReport.checks, command, state, context) ?? checked(state, command, now);
    case 'ReportPhaseFailure':
      return (
        firstRejection(mayReport.phaseFailure, command, state, context) ??
        phaseFailed(state, { releaseId, reason: command.reason, now })
      );
    case 'ReportFinished':
      return firstRejection(mayReport.finished, command, state, context) ?? finished(state, command, now);
    case 'HaltOnBreach':
      return halt(state, command, now);
    case 'ObserveIncident':
      return incidentObserved(state, command);
    case 'GiveUpWaiting':
      return firstRejection(mayGiveUpWaiting, command, state, context) ?? giveUpWaiting(state, releaseId, now);
    case 'FollowOutside':
      return firstRejection(mayBeFollowed, command, state, context) ?? followOutside(state, command, now);
  }
}

const worded = ({ releaseId, reason }: CommandOf<'Pause' | 'Resume'>) => ({ releaseId, reason });

const newsOnlyToDeployments: readonly DeploymentCommand['type'][] = [
  'HaltOnBreach',
  'ObserveIncident',
  'ReviewReadiness',
];

/** A breach is news only to a deployment; a dry run without a plan fails, so that the trail says why nothing goes on. */
function unplanned(command: PlannedCommand): Decision {
  const { releaseId } = command;
  if (newsOnlyToDeployments.includes(command.type)) return [];
  if (command.type === 'ConcludeDryRun') return [DryRunFailed.of({ releaseId, checks: [...command.checks] })];
  return reject('PLAN_MISSING', { releaseId, fix: `POST /deployment/v1/releases/${releaseId}/plan` });
}

const hasEnded = ({ status }: DeploymentState): boolean =>
  [
    'succeeded',
    'rolled-back',
    'cancelled',
    'rollback-failed',
    'environment-rolled-back',
    'environment-rolling-back',
    'environment-rollback-failed',
  ].includes(status);
