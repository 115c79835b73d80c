import {
  ActionFulfilled,
  CriterionMet,
  CriterionWaived,
  DependencyMet,
  FlowStarted,
  GateDecided,
  GateWaived,
  ItemWithdrawn,
  OutputRecorded,
  ReleaseEndedPostRelease,
  ReleasePaused,
  ReleaseReleased,
  ReleaseResumed,
  ReleaseRevised,
  StepBlocked,
  StepCancelled,
  StepCompleted,
  StepFailed,
  StepReopened,
  StepStarted,
  TriggerMet,
  type EvidenceReference,
  type FactReference,
  type ReleaseSummary,
  type TemplateReference,
} from '@slipway/contracts';
import { FlowTemplate, type FlowStep, type HatWearers } from '@slipway/flow';
import type { FlowException } from './exceptions/exception.state.js';
import type { FlowEvent } from './flow.events.js';
import { changedParticulars } from './particulars.policy.js';

export type StepStatus = 'pending' | 'active' | 'done' | 'failed' | 'cancelled';

/** A flow that runs, or has run, one release. Items are kept by their ids. */
export interface FlowRun {
  readonly status: 'running' | 'paused' | 'released' | 'post-release';
  readonly release: ReleaseSummary;
  readonly reference: TemplateReference;
  readonly template: FlowTemplate;
  /** The release as it stood before its artifacts or its window changed, the latest state last. */
  readonly earlier: readonly ReleaseSummary[];
  readonly steps: Readonly<Record<string, StepStatus>>;
  /** What met each trigger, action, criterion and dependency. */
  readonly met: Readonly<Record<string, FactReference>>;
  readonly outputs: Readonly<Record<string, EvidenceReference>>;
  readonly gates: Readonly<Record<string, 'passed' | 'failed'>>;
  /** Reasons, by the id of the waived criterion or gate. */
  readonly waived: Readonly<Record<string, string>>;
  /** The missing dependencies that each blocked step last named. */
  readonly blocked: Readonly<Record<string, readonly string[]>>;
  /** Who acts for the release in which capacity. */
  readonly hats: HatWearers;
  /** What was asked to be weakened, by the id of the exception. */
  readonly exceptions: Readonly<Record<string, FlowException>>;
  /** Why nothing starts and nothing ends, by the id of what holds it. */
  readonly holds: Readonly<Record<string, string>>;
}

export type FlowState = { readonly status: 'none' } | FlowRun;

export const isRun = (state: FlowState): state is FlowRun => state.status !== 'none';
/** The steps that change what runs. */
export const isDeployment = ({ type }: FlowStep): boolean => type === 'deployment';

/** What is to be deployed is settled. Whether it may be, the checks before a deployment say, and a person may try again. */
export const deploymentIsOrdered = ({ template, steps }: FlowRun): boolean =>
  template.steps.some((step) => isDeployment(step) && steps[step.id] !== 'pending');

/** Something of it has been done, so that stopping it is going back. */
export const deploymentHasBegun = ({ template, steps, met }: FlowRun): boolean =>
  template.steps
    .filter(isDeployment)
    .some(
      ({ id, actions }) =>
        steps[id] !== 'pending' && (steps[id] !== 'active' || actions.some((action) => action.id in met)),
    );

export const hasEnded = ({ status }: FlowRun): boolean => status === 'released' || status === 'post-release';

export const initialState: FlowState = { status: 'none' };

export function evolve(state: FlowState, event: FlowEvent): FlowState {
  if (event.type === FlowStarted.type) return started(event);
  return isRun(state) ? evolveRun(state, event) : state;
}

function started({ data }: FlowStarted): FlowRun {
  const template = FlowTemplate.parse(data.flow);
  return {
    status: 'running',
    release: data.release,
    reference: data.template,
    template,
    earlier: [],
    steps: Object.fromEntries(template.steps.map(({ id }) => [id, 'pending'])),
    met: {},
    outputs: {},
    gates: {},
    waived: {},
    blocked: {},
    hats: { author: [data.release.author] },
    exceptions: {},
    holds: {},
  };
}

function evolveRun(run: FlowRun, event: FlowEvent): FlowRun {
  switch (event.type) {
    case TriggerMet.type:
      return { ...run, met: { ...run.met, [event.data.trigger]: event.data.by } };
    case ActionFulfilled.type:
      return { ...run, met: { ...run.met, [event.data.action]: event.data.by } };
    case CriterionMet.type:
      return { ...run, met: { ...run.met, [event.data.criterion]: event.data.by } };
    case DependencyMet.type:
      return { ...run, met: { ...run.met, [event.data.dependency]: event.data.by } };
    case ItemWithdrawn.type:
      return { ...run, met: without(run.met, event.data.item) };
    case OutputRecorded.type:
      return { ...run, outputs: { ...run.outputs, [event.data.output]: event.data.evidence } };
    case GateDecided.type:
      return { ...run, gates: { ...run.gates, [event.data.gate]: event.data.verdict } };
    case CriterionWaived.type:
      return { ...run, waived: { ...run.waived, [event.data.criterion]: event.data.reason } };
    case GateWaived.type:
      return { ...run, waived: { ...run.waived, [event.data.gate]: event.data.reason } };
    case StepBlocked.type:
      return { ...run, blocked: { ...run.blocked, [event.data.step]: event.data.missing.map(({ id }) => id) } };
    case StepStarted.type:
      return withStep(run, event.data.step.id, 'active');
    case StepCompleted.type:
      return withStep(run, event.data.step, 'done');
    case StepReopened.type:
      return withStep(run, event.data.step, 'active');
    case StepFailed.type:
      return withStep(run, event.data.step, 'failed');
    case StepCancelled.type:
      return withStep(run, event.data.step, 'cancelled');
    case ReleaseRevised.type:
      return withRelease(run, event.data.release);
    case ReleasePaused.type:
      return { ...run, status: 'paused' };
    case ReleaseResumed.type:
      return { ...run, status: 'running' };
    case ReleaseReleased.type:
      return { ...run, status: 'released' };
    case ReleaseEndedPostRelease.type:
      return { ...run, status: 'post-release' };
    default:
      return run;
  }
}

const without = <Value>(all: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(all).filter(([each]) => each !== key));

function withRelease(run: FlowRun, release: ReleaseSummary): FlowRun {
  const same = changedParticulars(run.release, release).length === 0;
  return { ...run, release, earlier: same ? run.earlier : [...run.earlier, run.release] };
}

const withStep = (run: FlowRun, step: string, status: StepStatus): FlowRun => ({
  ...run,
  steps: { ...run.steps, [step]: status },
});
