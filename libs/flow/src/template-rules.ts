import type { z } from 'zod';
import { itemsOf, repeated, type ItemHolder } from './items.js';

type Checked = ItemHolder & { readonly signals: { readonly steps: readonly string[] } };

/** What must hold between the parts of a template: unique ids, and no reference to a step that is not there. */
export function checkTemplate(template: Checked, context: z.RefinementCtx): void {
  const refuse = (path: string, message: string) => {
    context.addIssue({ code: 'custom', path: path.split('.'), message });
  };
  const steps = template.steps.map(({ id }) => id);
  for (const id of repeated(steps)) refuse('steps', `the step id ${id} occurs twice`);
  for (const id of repeated(itemsOf(template).map((item) => item.id))) refuse('', `the item id ${id} occurs twice`);

  const dependents = template.dependencies.map(({ step }) => step);
  for (const id of dependents.filter((step) => !steps.includes(step)))
    refuse('dependencies', `${id} is not a step of this template`);
  for (const id of repeated(dependents)) refuse('dependencies', `${id} has two rows; merge them`);

  const guarded = [...template.gates.release, ...template.gates.postRelease].flatMap(({ step }) => step ?? []);
  for (const id of guarded.filter((step) => !steps.includes(step)))
    refuse('gates', `${id} is not a step of this template`);

  if (steps.join() !== template.signals.steps.join())
    refuse('signals.steps', `must name every step once, in the order of the steps: ${steps.join(', ')}`);
}
