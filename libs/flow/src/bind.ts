import type { Bindings } from './base-bindings.js';
import type { FlowTemplate } from './template.js';

/**
 * The template with these facts attached to the items that have their ids, in place of facts they had.
 * Other items stay as they are: without facts they are attested by a person. Ids that the template lacks are passed over.
 */
export function bind(template: FlowTemplate, bindings: Bindings): FlowTemplate {
  const bound = <Item extends { readonly id: string }>(items: readonly Item[]) =>
    items.map((item) => {
      const facts = Object.hasOwn(bindings, item.id) ? bindings[item.id] : undefined;
      return facts === undefined ? item : { ...item, facts: [...facts] };
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
    gates: { release: bound(template.gates.release), postRelease: bound(template.gates.postRelease) },
  };
}
