import { baseFlow, type FlowTemplate } from '@slipway/flow';

const ids = ['prepare-release', 'coordinate-release', 'close-release'];
const elsewhere = [
  'prepare-release.action-4',
  'prepare-release.action-5',
  'prepare-release.output-4',
  'prepare-release.output-5',
  'coordinate-release.action-6',
  'coordinate-release.output-5',
];
const steps = baseFlow.steps.filter(({ id }) => ids.includes(id));
const completed = 'dev.slipway.planning.step-completed.v1';

/** The base flow without what other services do, so that planning can be followed to the end by itself. */
export const planningOnlyFlow: FlowTemplate = {
  ...baseFlow,
  id: 'planning-only-flow',
  steps: steps.map((step, at) => {
    const own = <Item extends { id: string }>(items: readonly Item[]) =>
      items.filter(({ id }) => !elsewhere.includes(id));
    const before = steps[at - 1];
    const [first] = step.triggers;
    const triggers =
      before === undefined || first === undefined
        ? step.triggers
        : [{ ...first, facts: [{ type: completed, where: { step: { equals: before.id } } }] }];
    return { ...step, triggers, actions: own(step.actions), outputs: own(step.outputs) };
  }),
  dependencies: [],
  gates: { ...baseFlow.gates, release: baseFlow.gates.release.map(({ step: _, ...gate }) => gate) },
  entryCriteria: baseFlow.entryCriteria.filter(({ id }) => ['entry-1', 'entry-2', 'entry-6'].includes(id)),
  signals: { ...baseFlow.signals, steps: ids },
};
