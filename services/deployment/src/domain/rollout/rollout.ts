import {
  ConfigurationApplied,
  DeploymentFailed,
  DeploymentStarted,
  DeploymentSucceeded,
  PhaseDeployed,
  PhaseFailed,
  PhaseStarted,
  PhaseVerified,
  PreDeploymentChecksFailed,
  PreDeploymentChecksPassed,
  RolloutErrorObserved,
  type Actor,
  type CheckResult,
  type DeploymentPlan,
} from '@slipway/contracts';
import type { DecisionContext } from '@slipway/decider';
import { later } from '@slipway/flow';
import { reportDue } from '../outside/deadlines.js';
import type { AppliedSetting } from '../deployment-executor.js';
import type { CommandOf } from '../deployment.commands.js';
import type { DeploymentEvent } from '../deployment.events.js';
import { currentPhase, isRollingOut, type DeploymentState, type PhaseRun, type Planned } from '../deployment.state.js';
import { displacedBy } from '../rollback/may-roll-back.policy.js';
import { preDeploymentChecks } from './pre-deployment-checks.js';
import { rollbackStarted } from '../rollback/rollback.js';

/** Checks what must hold, then begins with the first phase. */
export function start(state: Planned, command: CommandOf<'Start'>, context: DecisionContext<Actor>): DeploymentEvent[] {
  const { release, circumstances, releaseId } = command;
  const checks = preDeploymentChecks(state, release, circumstances, context);
  if (checks.some(({ passed }) => !passed)) return [PreDeploymentChecksFailed.of({ releaseId, checks })];
  const { environment, executor, artifacts, phases } = state.plan;
  return [
    PreDeploymentChecksPassed.of({ releaseId, checks }),
    DeploymentStarted.of({ releaseId, environment, executor, artifacts, phases, startedAt: context.now }),
    ...phaseStarted(state.plan, { releaseId, phase: 1, now: context.now }),
  ];
}

export function configured(state: DeploymentState, releaseId: string, settings: readonly AppliedSetting[]) {
  return state.configured ? [] : [ConfigurationApplied.of({ releaseId, settings: [...settings] })];
}

/** The phase has its share of the traffic; from now on it is watched. */
export function deployed(state: Planned, command: CommandOf<'ReportDeployed'>, now: string): DeploymentEvent[] {
  const { releaseId, instances, settings } = command;
  const current = currentPhase(state);
  if (current === undefined) return [];
  const { phase, weight } = current;
  return [
    ...configured(state, releaseId, settings),
    phaseDeployed(state.plan, { releaseId, phase, weight, instances }, now),
  ];
}

export function phaseDeployed(
  { bake }: DeploymentPlan,
  { instances, ...phase }: { releaseId: string; phase: number; weight: number; instances: readonly string[] },
  now: string,
): PhaseDeployed {
  return PhaseDeployed.of({ ...phase, instances: [...instances], bakeUntil: later(now, bake) });
}

/**
 * The smoke checks after the bake: all passed, the next phase begins or the rollout is at its end; else it goes back.
 */
export function checked(state: Planned, command: CommandOf<'ReportChecks'>, now: string): DeploymentEvent[] {
  const { releaseId, results } = command;
  const current = currentPhase(state);
  if (current === undefined) return [];
  const failed = results.filter(({ passed }) => !passed);
  if (failed.length > 0) {
    const reason = `smoke checks failed: ${failed.map(({ name, observed }) => `${name} (${observed})`).join(', ')}`;
    return phaseFailed(state, { releaseId, reason, results, now });
  }
  const { phase } = current;
  const weight = state.plan.phases[phase - 1] ?? current.weight;
  const final = phase >= state.plan.phases.length;
  return [
    PhaseVerified.of({ releaseId, phase, weight, final, results: [...results] }),
    ...(final ? [] : phaseStarted(state.plan, { releaseId, phase: phase + 1, now })),
    ...(final ? [] : alreadyThere(state.plan, releaseId, current, now)),
  ];
}

/** An outside tool may be ahead of the phases: what it reported stands, and is watched all the same. */
function alreadyThere(plan: DeploymentPlan, releaseId: string, { phase, weight }: PhaseRun, now: string) {
  const next = plan.phases[phase];
  return next === undefined || weight < next
    ? []
    : [phaseDeployed(plan, { releaseId, phase: phase + 1, weight, instances: [] }, now)];
}

interface Failure {
  readonly releaseId: string;
  readonly reason: string;
  readonly now: string;
  readonly results?: readonly CheckResult[];
}

/** A failed phase goes back to the artifacts of before by itself. */
export function phaseFailed(state: Planned, { releaseId, reason, now, results = [] }: Failure): DeploymentEvent[] {
  const current = currentPhase(state);
  return [
    ...(current === undefined
      ? []
      : [PhaseFailed.of({ releaseId, phase: current.phase, weight: current.weight, reason, results: [...results] })]),
    DeploymentFailed.of({ releaseId, reason, ...(current === undefined ? {} : { phase: current.phase }) }),
    rollbackStarted(state, { releaseId, reason, now }),
  ];
}

/**
 * A breach of the product's health while the rollout is under way stops it and goes back. Between its success and the end
 * of the release the policy says whether it goes back by itself. At other times, or from before, it is not ours.
 */
export function halt(state: Planned, command: CommandOf<'HaltOnBreach'>, now: string): DeploymentEvent[] {
  const { releaseId, breach, occurredAt, onBreach, surroundings } = command;
  const { target, burnRate, window } = breach;
  const reason = `health breached: ${target} burns its error budget ${burnRate} times too fast over ${window}`;
  if (isFromBefore(state, occurredAt)) return [];
  if (isRollingOut(state)) return phaseFailed(state, { releaseId, reason, now });
  const { standing, place } = surroundings;
  const runs = state.status === 'succeeded' && displacedBy(place, releaseId, state) === undefined;
  return runs && !standing.ended && onBreach === 'roll-back'
    ? [rollbackStarted(state, { releaseId, reason, now })]
    : [];
}

/** A rollout with so many errors is none that more of them could make worse. */
const countedErrors = 1000;

/** An incident where the release is being rolled out counts in the result of its deployment. */
export function incidentObserved(state: Planned, command: CommandOf<'ObserveIncident'>): DeploymentEvent[] {
  const { releaseId, incident, occurredAt, incidentFact } = command;
  const elsewhere = incident.environment !== undefined && incident.environment !== state.plan.environment;
  if (!isRollingOut(state) || elsewhere || isFromBefore(state, occurredAt)) return [];
  if (state.criticalErrors >= countedErrors) return [];
  const { eventId, type } = incidentFact;
  return [RolloutErrorObserved.of({ releaseId, what: `incident: ${incident.title}`, fact: { eventId, type } })];
}

/** Whether something happened before the rollout began. */
export const isFromBefore = ({ startedAt }: DeploymentState, occurredAt: string): boolean =>
  startedAt !== undefined && occurredAt < startedAt;

export function finished(
  state: Planned,
  { releaseId, settings = [] }: CommandOf<'ReportFinished'>,
  now: string,
): DeploymentEvent[] {
  const { criticalErrors } = state;
  const { environment, artifacts } = state.plan;
  return [
    ...configured(state, releaseId, settings),
    DeploymentSucceeded.of({ releaseId, environment, artifacts, criticalErrors, finishedAt: now }),
  ];
}

/** Where an outside tool does it, a pause stops the clock: after it the tool has its whole time again. */
export const dueAfterPause = (state: DeploymentState, now: string): { reportBy?: string } =>
  state.status === 'rolling-out' && currentPhase(state)?.status === 'started' ? reportDue(state.plan, now) : {};

function phaseStarted(
  plan: DeploymentPlan,
  { releaseId, phase, now }: { readonly releaseId: string; readonly phase: number; readonly now: string },
): DeploymentEvent[] {
  const weight = plan.phases[phase - 1];
  return weight === undefined ? [] : [PhaseStarted.of({ releaseId, phase, weight, ...reportDue(plan, now) })];
}
