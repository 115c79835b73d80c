import type { EvidenceReference, FactReference, ReleaseSummary, TemplateReference } from '@slipway/contracts';
import type { FlowStep, FlowTemplate, HatWearers } from '@slipway/flow';
import type { FlowException } from './exceptions/exception.state.js';

export type StepStatus = 'pending' | 'active' | 'done' | 'failed' | 'cancelled';

/** Since when something is waited for, and until when the template lets it take. */
export interface Wait {
  readonly since: string;
  readonly deadline?: string;
}

/** A flow that runs, or has run, one release. Items are kept by their ids. */
export interface FlowRun {
  readonly status: 'running' | 'paused' | 'released' | 'post-release';
  readonly release: ReleaseSummary;
  readonly reference: TemplateReference;
  readonly template: FlowTemplate;
  /** The release as it stood before its artifacts or its window changed, the latest state last. */
  readonly earlier: readonly ReleaseSummary[];
  readonly steps: Readonly<Record<string, StepStatus>>;
  /** Of each step that has begun. */
  readonly waits: Readonly<Record<string, Wait>>;
  /** When the flow began, or a step was completed last. */
  readonly progressAt?: string;
  /** The deadlines that were missed, by step. */
  readonly overdue: Readonly<Record<string, string>>;
  /** What met each trigger, action, criterion and dependency. */
  readonly met: Readonly<Record<string, FactReference>>;
  /** The items that were met once and then withdrawn, whatever became of them after that. */
  readonly withdrawn: Readonly<Record<string, true>>;
  readonly outputs: Readonly<Record<string, EvidenceReference>>;
  readonly gates: Readonly<Record<string, 'passed' | 'failed'>>;
  /** Reasons, by the id of the waived item. */
  readonly waived: Readonly<Record<string, string>>;
  /** The missing dependencies that each blocked step last named. */
  readonly blocked: Readonly<Record<string, readonly string[]>>;
  /** Who acts for the release in which capacity. */
  readonly hats: HatWearers;
  /** The requested exceptions by id. */
  readonly exceptions: Readonly<Record<string, FlowException>>;
  /** Why nothing starts and nothing ends, by the id of the cause. */
  readonly holds: Readonly<Record<string, string>>;
}

export type FlowState = { readonly status: 'none' } | FlowRun;

export const isRun = (state: FlowState): state is FlowRun => state.status !== 'none';
/** The steps that change the running version. */
export const isDeployment = ({ type }: FlowStep): boolean => type === 'deployment';

/** The artifacts are final. The checks before a deployment decide whether it starts, and a person can retry it. */
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

/** Every step that deploys is behind the release. */
export const deploymentIsDone = ({ template, steps }: FlowRun): boolean =>
  template.steps.filter(isDeployment).every(({ id }) => ['done', 'failed'].includes(steps[id] ?? ''));

export const hasEnded = ({ status }: FlowRun): boolean => status === 'released' || status === 'post-release';

export const isHeld = ({ holds }: FlowRun): boolean => Object.keys(holds).length > 0;

export const initialState: FlowState = { status: 'none' };
