import { attestableItems, baseGateSteps, type Bindings } from './base-bindings.js';
import type { FlowGate, FlowTemplate } from './template.js';

/**
 * The template with these facts attached to the items that have their ids, in place of facts they had, and its gates
 * attached to the steps that they guard.
 * Other items stay as they are: without facts they are attested by a person. Ids that the template lacks are passed over.
 */
export function bind(template: FlowTemplate, bindings: Bindings): FlowTemplate {
  const bound = <Item extends { readonly id: string }>(items: readonly Item[]) =>
    items.map((item) => {
      const facts = Object.hasOwn(bindings, item.id) ? bindings[item.id] : undefined;
      if (facts === undefined) return item;
      const attestable = attestableItems.has(item.id) ? { attestable: true as const } : {};
      return { ...item, facts: [...facts], ...attestable };
    });
  const steps = new Set(template.steps.map(({ id }) => id));
  const guarding = (gates: readonly FlowGate[]) =>
    gates.map((gate) => {
      const step = baseGateSteps[gate.id];
      return step === undefined || !steps.has(step) ? gate : { ...gate, step };
    });
  return {
    ...template,
    entryCriteria: bound(template.entryCriteria),
    exitCriteria: bound(template.exitCriteria),
    steps: template.steps.map((step) => ({
      ...step,
      triggers: bound(step.triggers),
      actions: bound(step.actions),
      outputs: bound(step.outputs),
    })),
    dependencies: template.dependencies.map((row) => ({ ...row, items: bound(row.items) })),
    gates: {
      release: guarding(bound(template.gates.release)),
      postRelease: guarding(bound(template.gates.postRelease)),
    },
  };
}
