import {
  ApprovalObtained,
  DeploymentSucceeded,
  PhaseVerified,
  PlanFinalised,
  PreDeploymentChecksPassed,
  ReviewCompleted,
} from '@slipway/contracts';
import type { FlowItem, FlowTemplate } from '@slipway/flow';
import type { FlowRun } from '../flow.state.js';
import { meetableItems } from '../items.js';

/** An item of the flow that can be waived for one release. */
export interface Subject {
  readonly id: string;
  readonly text: string;
  readonly kind: 'criterion' | 'gate' | 'trigger' | 'action' | 'dependency' | 'output';
  /** Of triggers, actions, dependencies and outputs. */
  readonly step?: string;
  readonly facts?: FlowItem['facts'];
  readonly attestable?: FlowItem['attestable'];
}

export function subjectsOf(run: FlowRun): Subject[] {
  const { gates, steps, dependencies } = run.template;
  const stepOfDependency = new Map(dependencies.flatMap(({ step, items }) => items.map(({ id }) => [id, step])));
  const items = meetableItems(run).map((item): Subject => {
    const step = item.step ?? stepOfDependency.get(item.id);
    return { ...pick(item), kind: item.kind, ...(step === undefined ? {} : { step }) };
  });
  const outputs = steps.flatMap(({ id: step, outputs: all }) =>
    all.map((item): Subject => ({ ...pick(item), kind: 'output', step })),
  );
  return [...items, ...outputs, ...gatesIn({ gates })];
}

const gatesIn = ({ gates }: Pick<FlowTemplate, 'gates'>): Subject[] =>
  [...gates.release, ...gates.postRelease].map(({ id, text, facts }) => ({
    id,
    text,
    kind: 'gate',
    ...(facts === undefined ? {} : { facts }),
  }));

const pick = ({ id, text, facts, attestable }: FlowItem) => ({
  id,
  text,
  ...(facts === undefined ? {} : { facts }),
  ...(attestable === undefined ? {} : { attestable }),
});

/** Without these there is nothing that a release could be released of, and no exception puts a word in their place. */
const irreplaceable: ReadonlySet<string> = new Set(
  [ReviewCompleted, ApprovalObtained, PlanFinalised, PreDeploymentChecksPassed, PhaseVerified, DeploymentSucceeded].map(
    ({ type }) => type,
  ),
);

export const isIrreplaceable = ({ kind, facts = [] }: Subject): boolean =>
  kind !== 'gate' && facts.length > 0 && facts.every(({ type }) => irreplaceable.has(type));

/** Whether nothing is left to except. */
export function isSettled({ met, outputs, gates, waived }: FlowRun, { id, kind }: Subject): boolean {
  if (waived[id] !== undefined) return true;
  if (kind === 'gate') return gates[id] === 'passed';
  return kind === 'output' ? outputs[id] !== undefined : met[id] !== undefined;
}
