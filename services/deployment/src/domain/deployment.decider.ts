import {
  DeploymentDocumentRecorded,
  DeploymentFactRefused,
  DeploymentPaused,
  DeploymentPlanRecorded,
  DeploymentResumed,
  DryRunFailed,
  DryRunPassed,
  RollbackRehearsed,
  type Actor,
  type DeploymentPlan,
} from '@slipway/contracts';
import {
  firstRejection,
  reject,
  sameContent,
  type Decider,
  type DecisionContext,
  type Rejection,
} from '@slipway/decider';
import type { CommandOf, DeploymentCommand, Fact } from './deployment.commands.js';
import type { DeploymentEvent } from './deployment.events.js';
import { evolve, initialState, type DeploymentState, type Planned } from './deployment.state.js';
import { followOutside } from './outside.js';
import { mayStart } from './may-start.policy.js';
import { planFollowing, planFor } from './plan-request.js';
import { reasons, type DeploymentRejection } from './rejections.js';
import { rollbackReadiness } from './rollback-readiness.js';
import { abort, rollBack, rollbackEnded } from './rollback.js';
import { checked, configured, deployed, finished, halt, phaseFailure, start } from './rollout.js';

export type DeploymentContext = DecisionContext<Actor>;
type Decision = readonly DeploymentEvent[] | Rejection<DeploymentRejection>;

/** The whole behaviour of a deployment; `rollout`, `rollback` and `outside` hold its three stories. */
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
    return isRejected(decision) && fact !== undefined ? refused(command.releaseId, fact, decision) : decision;
  },
};

const isRejected = (decision: Decision): decision is Rejection<DeploymentRejection> => 'rejected' in decision;

function decide(command: DeploymentCommand, state: DeploymentState, context: DeploymentContext): Decision {
  const { now, actor } = context;
  switch (command.type) {
    case 'RecordPlan':
      return recordPlan(command, state, actor);
    case 'FollowRelease':
      return followRelease(command, state);
    case 'RecordRehearsal':
      return recordRehearsal(command, state);
    case 'RollBack':
      return rollBack(state, command, now);
    case 'Abort':
      return abort(state, command, now);
    case 'ReportRolledBack':
    case 'ReportRollbackFailure':
      return rollbackEnded(state, command, now);
    case 'Pause':
      return state.paused || hasEnded(state) ? [] : [DeploymentPaused.of(worded(command))];
    case 'Resume':
      return state.paused ? [DeploymentResumed.of(worded(command))] : [];
    case 'RecordDocument':
      return recordDocument(command, state);
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
    | 'Pause'
    | 'Resume'
    | 'RecordDocument'
  >
>;

function decidePlanned(command: PlannedCommand, state: Planned, context: DeploymentContext): Decision {
  const { releaseId } = command;
  const { now } = context;
  switch (command.type) {
    case 'ConcludeDryRun':
      return concludeDryRun(command, state);
    case 'Start':
      return notBegun(state) ?? firstRejection(mayStart, command, state, context) ?? start(state, command, context);
    case 'ReportConfiguration':
      return configured(state, releaseId, command.settings);
    case 'ReportDeployed':
      return deployed(state, command, now);
    case 'ReportChecks':
      return checked(state, command, now);
    case 'ReportPhaseFailure':
      return phaseFailure(state, command);
    case 'ReportFinished':
      return finished(state, releaseId, now);
    case 'HaltOnBreach':
      return halt(state, releaseId, command.breach);
    case 'FollowOutside':
      return followOutside(state, command, now);
  }
}

const isPlanned = (state: DeploymentState): state is Planned => state.plan !== undefined;
const worded = ({ releaseId, reason }: CommandOf<'Pause' | 'Resume'>) => ({ releaseId, reason });

/** A breach is news only to a deployment; a dry run without a plan fails, so that the trail says why nothing goes on. */
function unplanned(command: PlannedCommand): Decision {
  const { releaseId } = command;
  if (command.type === 'HaltOnBreach') return [];
  if (command.type === 'ConcludeDryRun') return [DryRunFailed.of({ releaseId, checks: [...command.checks] })];
  return reject('PLAN_MISSING', { releaseId, fix: `POST /deployment/v1/releases/${releaseId}/plan` });
}

function notBegun({ status }: DeploymentState): Rejection<DeploymentRejection> | undefined {
  if (status === 'unplanned' || status === 'planned') return undefined;
  return reject(status === 'cancelled' || status === 'rolled-back' ? 'DEPLOYMENT_ENDED' : 'DEPLOYMENT_BEGUN', {
    deployment: status,
    fix: 'propose another release',
  });
}

const hasEnded = ({ status }: DeploymentState): boolean =>
  ['succeeded', 'rolled-back', 'cancelled', 'rollback-failed'].includes(status);

function recordPlan(
  { releaseId, release, request }: CommandOf<'RecordPlan'>,
  state: DeploymentState,
  { id: by }: Actor,
): Decision {
  if (release.releaseId !== releaseId) return reject('RELEASE_MISMATCH', { releaseId, other: release.releaseId });
  return notBegun(state) ?? [DeploymentPlanRecorded.of({ releaseId, plan: planFor(release, request), by })];
}

function followRelease({ releaseId, release }: CommandOf<'FollowRelease'>, state: DeploymentState): Decision {
  if (!isPlanned(state) || state.status !== 'planned') return [];
  const plan: DeploymentPlan | undefined = planFollowing(state.plan, release);
  const by = state.plannedBy === undefined ? {} : { by: state.plannedBy };
  return plan === undefined ? [] : [DeploymentPlanRecorded.of({ releaseId, plan, ...by })];
}

function concludeDryRun({ releaseId, release, checks, plan }: CommandOf<'ConcludeDryRun'>, state: Planned): Decision {
  if (state.status !== 'planned') return notBegun(state) ?? [];
  if (!sameContent(plan, state.plan)) return reject('DRY_RUN_OUTDATED', { fix: 'have the plan tried that stands now' });
  const passed = checks.length > 0 && checks.every((check) => check.passed);
  const conclusion = passed ? DryRunPassed : DryRunFailed;
  return [conclusion.of({ releaseId, checks: [...checks] }), rollbackReadiness(state.plan, state.rehearsed, release)];
}

/** What was missing for want of a rehearsal is there now. */
function recordRehearsal(
  { releaseId, release, evidence }: CommandOf<'RecordRehearsal'>,
  state: DeploymentState,
): Decision {
  if (state.status === 'cancelled')
    return reject('DEPLOYMENT_ENDED', { deployment: state.status, fix: 'propose another release' });
  const readiness =
    isPlanned(state) && state.rollbackReadiness !== 'unknown' ? [rollbackReadiness(state.plan, true, release)] : [];
  return [RollbackRehearsed.of({ releaseId, evidence }), ...readiness];
}

function recordDocument(
  { releaseId, step, output, evidence }: CommandOf<'RecordDocument'>,
  state: DeploymentState,
): Decision {
  if (state.documents[output] === evidence.digest) return [];
  return [DeploymentDocumentRecorded.of({ releaseId, step, output, evidence })];
}

/** A fact that came late or contradicts what is known is kept, with the reason, and changes nothing. */
function refused(
  releaseId: string,
  fact: Fact,
  { rejected, details }: Rejection<DeploymentRejection>,
): DeploymentEvent[] {
  const { fix: _fix, ...more } = details;
  const told = Object.entries(more)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${String(value)}`);
  const reason = [reasons[rejected], ...(told.length === 0 ? [] : [`(${told.join(', ')})`])].join(' ');
  return [DeploymentFactRefused.of({ releaseId, fact: { eventId: fact.eventId, type: fact.type }, reason })];
}
