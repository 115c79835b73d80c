import type { Role } from '@slipway/contracts';
import { conductOf, type FlowItem, type FlowStep } from '@slipway/flow';
import { hasEnded, isDeployment, type FlowRun, type StepStatus, type Wait } from './flow.state.js';
import { secondReviewOf } from './second-review.js';
import { standstill, stoppedStep } from './standstill.js';
import { currentWaits } from './waits.js';
import { wayTo } from './ways.js';

/** Nothing has met it, and no exception has let it go. */
export const isOpenItem =
  ({ met, waived }: FlowRun) =>
  ({ id }: FlowItem): boolean =>
    met[id] === undefined && waived[id] === undefined;

/** What must be available before the step may start, and is not known to be: for a deployment also every entry criterion. */
export const missingDependencies = (run: FlowRun, step: FlowStep): FlowItem[] => [
  ...run.template.dependencies
    .filter((row) => row.step === step.id)
    .flatMap(({ items }) => items.filter(isOpenItem(run))),
  ...(isDeployment(step) ? run.template.entryCriteria.filter(isOpenItem(run)) : []),
];

/** The actions, outputs and gates that keep a step from being done. */
export const missingForCompletion = (run: FlowRun, step: FlowStep): FlowItem[] => [
  ...step.actions.filter(isOpenItem(run)),
  ...step.outputs.filter(({ id }) => run.outputs[id] === undefined && run.waived[id] === undefined),
  ...gatesOf(run, step).filter(({ id }) => run.gates[id] !== 'passed' && run.waived[id] === undefined),
  ...missingForTheEnd(run, step),
];

/** What the last step waits for beside its own work: after it the release ends. */
const missingForTheEnd = (run: FlowRun, step: FlowStep): FlowItem[] =>
  step === run.template.steps.at(-1) ? secondReviewOf(run).filter(isOpenItem(run)) : [];

export interface MissingItem extends Pick<FlowItem, 'id' | 'text'> {
  /** The facts of which one is enough; undefined if a person must attest or attach something. */
  readonly facts: readonly string[];
  readonly whoCanAct: readonly Role[];
  /** The request to send, in text. */
  readonly how: string;
}

export interface Missing extends Partial<Wait> {
  readonly step: string;
  readonly status: StepStatus;
  readonly missing: readonly MissingItem[];
}

/** What the flow waits for: for each active step what it lacks, for each other step what keeps it from starting. */
export function whatIsMissing(run: FlowRun): Missing[] {
  if (hasEnded(run)) return [];
  const waits = currentWaits(run);
  const stopped = stoppedStep(run);
  return run.template.steps.flatMap((step) => {
    const status = run.steps[step.id] ?? 'pending';
    const items = missingNow(run, step, status).map((item) => missingItem(run, step, item));
    const missing = step === stopped ? [...standstill(run), ...items] : items;
    return missing.length === 0 ? [] : [{ step: step.id, status, ...waits[step.id], missing }];
  });
}

function missingNow(run: FlowRun, step: FlowStep, status: StepStatus): FlowItem[] {
  if (status === 'active') return missingForCompletion(run, step);
  return status === 'pending' ? [...missingForStart(run, step), ...missingForTheEnd(run, step)] : [];
}

function missingItem(run: FlowRun, step: FlowStep, { id, text, facts = [] }: FlowItem): MissingItem {
  const { releaseId, policy } = run.release;
  const types = facts.map(({ type }) => type);
  const way = wayTo(types, releaseId) ?? {
    roles: [run.template.policy.attestation[step.type]],
    how: 'attest it, or attach its document, with evidence',
  };
  const { requestedBy } = conductOf(policy).exceptions.waiver;
  const whoCanAct = [...new Set([...way.roles, ...requestedBy])];
  const waive = `or ask for an exception: POST /planning/v1/releases/${releaseId}/exceptions {"kind":"waiver","items":["${id}"],"reason":…}`;
  return { id, text, facts: types, whoCanAct, how: `${way.how}; ${waive}` };
}

const missingForStart = (run: FlowRun, step: FlowStep): FlowItem[] => [
  ...step.triggers.filter(isOpenItem(run)),
  ...missingDependencies(run, step),
];

const gatesOf = ({ template: { gates } }: FlowRun, step: FlowStep) =>
  [...gates.release, ...gates.postRelease].filter((gate) => gate.step === step.id);
