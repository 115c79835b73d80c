import { numbered } from '../items.js';
import type { FlowGate, SuccessMetric } from '../template.js';
import { criteria, namedItems, onlyList, plainItems } from './lists.js';
import { lineOf, sectionsByTitle, subsections, textOf, type Section } from './outline.js';
import { refuse, type Problems } from './problems.js';
import { thresholdIn } from './read-threshold.js';

export function readOverview({ title, line, content }: Section): string {
  const stray = content.find(({ type }) => type !== 'paragraph');
  if (stray !== undefined) refuse('UNEXPECTED_CONTENT', lineOf(stray), `'${title}' must hold paragraphs only`);
  return (
    content.map(textOf).join('\n\n') || refuse('INVALID_VALUE', line, `'${title}' is empty; say what the flow is for`)
  );
}

/** `## Entry Criteria` and `## Exit Criteria`. */
export const readCriteria = (section: Section, prefix: 'entry' | 'exit') =>
  numbered(prefix, criteria(onlyList(section)));

export const readIndicators = (section: Section) => numbered('indicator', plainItems(onlyList(section)));

export function readMetrics(section: Section): SuccessMetric[] {
  return namedItems(onlyList(section)).map(({ name, value }, at) => ({
    id: `metric-${String(at + 1)}`,
    name,
    target: value,
    ...thresholdIn(value),
  }));
}

/** `## Quality Gates`: those of the release and those after it. */
export function readGates(section: Section, problems: Problems) {
  const titles = ['Release Quality Gates', 'Post-Release Quality Gates'] as const;
  const found = sectionsByTitle(subsections(section), titles, section.line, problems);
  const gates = (title: (typeof titles)[number], prefix: string) => {
    const part = found.get(title);
    return part && problems.attempt(() => readGateList(part, prefix));
  };
  return { release: gates(titles[0], 'release-gate'), postRelease: gates(titles[1], 'post-gate') };
}

function readGateList(section: Section, prefix: string): FlowGate[] {
  return namedItems(onlyList(section)).map(({ name, value }, at) => ({
    id: `${prefix}-${String(at + 1)}`,
    name,
    text: value,
    ...thresholdIn(value),
  }));
}
