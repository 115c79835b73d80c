import type { FlowTemplate } from './template.js';

/** The parts of a template that hold items. */
export type ItemHolder = Pick<
  FlowTemplate,
  | 'entryCriteria'
  | 'exitCriteria'
  | 'successMetrics'
  | 'steps'
  | 'dependencies'
  | 'risks'
  | 'successIndicators'
  | 'gates'
>;

/** Every trigger, action, output, criterion, gate, metric, dependency, risk and indicator, in the order of the template. */
export function itemsOf(template: ItemHolder) {
  return [
    ...template.entryCriteria,
    ...template.exitCriteria,
    ...template.successMetrics,
    ...template.steps.flatMap(({ triggers, actions, outputs }) => [...triggers, ...actions, ...outputs]),
    ...template.dependencies.flatMap(({ items }) => items),
    ...template.risks,
    ...template.successIndicators,
    ...template.gates.release,
    ...template.gates.postRelease,
  ];
}

/** Items with ordinal ids: `numbered('entry', ['a', 'b'])` gives entry-1 and entry-2. */
export function numbered(prefix: string, texts: readonly string[]) {
  return texts.map((text, at) => ({ id: `${prefix}-${String(at + 1)}`, text }));
}

/** The ids that occur more than once. */
export function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}
