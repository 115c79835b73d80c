import type { FlowItem, FlowStep } from '@slipway/flow';
import { hasEnded, isDeployment, type FlowRun, type StepStatus } from './flow.state.js';

/** What must be available before the step may start, and is not known to be: for a deployment also every entry criterion. */
export const missingDependencies = (run: FlowRun, step: FlowStep): FlowItem[] => [
  ...run.template.dependencies.filter((row) => row.step === step.id).flatMap(({ items }) => items.filter(isUnmet(run))),
  ...(isDeployment(step) ? run.template.entryCriteria.filter(isUnmet(run)).filter(isNotWaived(run)) : []),
];

/** The actions, outputs and gates that keep a step from being done. A waived gate keeps nothing. */
export const missingForCompletion = (run: FlowRun, step: FlowStep): FlowItem[] => [
  ...step.actions.filter(isUnmet(run)),
  ...step.outputs.filter(({ id }) => run.outputs[id] === undefined),
  ...gatesOf(run, step)
    .filter(({ id }) => run.gates[id] !== 'passed')
    .filter(isNotWaived(run)),
];

export interface Missing {
  readonly step: string;
  readonly status: StepStatus;
  readonly missing: readonly (Pick<FlowItem, 'id' | 'text'> & {
    /** The facts of which any one is enough, or nothing: somebody has to attest or attach it. */
    readonly facts: readonly string[];
  })[];
}

/** What the flow waits for: of each active step what it still lacks, of each other one what keeps it from starting. */
export function whatIsMissing(run: FlowRun): Missing[] {
  if (hasEnded(run)) return [];
  return run.template.steps.flatMap((step) => {
    const status = run.steps[step.id] ?? 'pending';
    const items = status === 'active' ? missingForCompletion(run, step) : missingForStart(run, step);
    if (!['pending', 'active'].includes(status) || items.length === 0) return [];
    const missing = items.map(({ id, text, facts = [] }) => ({ id, text, facts: facts.map(({ type }) => type) }));
    return [{ step: step.id, status, missing }];
  });
}

const missingForStart = (run: FlowRun, step: FlowStep): FlowItem[] => [
  ...step.triggers.filter(isUnmet(run)),
  ...missingDependencies(run, step),
];

const isNotWaived =
  (run: FlowRun) =>
  ({ id }: FlowItem): boolean =>
    run.waived[id] === undefined;

const isUnmet =
  (run: FlowRun) =>
  ({ id }: FlowItem): boolean =>
    run.met[id] === undefined;

const gatesOf = ({ template: { gates } }: FlowRun, step: FlowStep) =>
  [...gates.release, ...gates.postRelease].filter((gate) => gate.step === step.id);
