import { numbered } from '../items.js';
import type { StepDependency } from '../template.js';
import { namedItems, onlyList } from './lists.js';
import { lineOf, type Section } from './outline.js';
import { refuse } from './problems.js';

/** What a reference to a step is resolved against. */
export interface NamedStep {
  readonly id: string;
  readonly title: string;
}

/** `## Dependencies`: `- **<step>**: thing, thing`, at most one row per step. */
export function readDependencies(section: Section, steps: readonly NamedStep[]): StepDependency[] {
  const taken = new Set<string>();
  return namedItems(onlyList(section)).map(({ name, value, line }) => {
    const step = stepNamed(name, steps, line);
    if (taken.has(step)) refuse('DUPLICATE_DEPENDENCY', line, `the step '${step}' has a row already; merge the two`);
    taken.add(step);
    const things = value.split(',').map((thing) => thing.trim());
    if (things.includes('')) refuse('MALFORMED_ITEM', line, `'${value}' must be things separated by single commas`);
    return { step, title: name, items: numbered(`${step}.dependency`, things) };
  });
}

/**
 * A row names its step by id, by title, or by words of the title in their order:
 * 'Release Closure' is 'Release Documentation & Closure'. It must fit one step only.
 */
function stepNamed(name: string, steps: readonly NamedStep[], line: number): string {
  const exact = steps.find(({ id, title }) => name === id || name === title);
  if (exact !== undefined) return exact.id;
  const [step, another] = steps.filter(({ title }) => hasWordsOf(name, title));
  if (step === undefined) refuse('UNKNOWN_STEP', line, `'${name}' names no step; use the id or the title of one`);
  if (another !== undefined)
    refuse('AMBIGUOUS_STEP', line, `'${name}' may mean ${step.id} or ${another.id}; use the id or the whole title`);
  return step.id;
}

function hasWordsOf(name: string, title: string): boolean {
  const words = name.toLowerCase().split(/\s+/);
  const found = title
    .toLowerCase()
    .split(/\s+/)
    .reduce((at, word) => (word === words[at] ? at + 1 : at), 0);
  return found === words.length;
}

const opening = '[rv]';
const ending = /^\[rl\](?: \([^)]*\))? or \[ps\](?: \([^)]*\))?$/;

/** `## Signal Flow`: a code block `[rv] → step → … → [rl] or [ps]`, every step once, in the order of the steps. */
export function readSignals({ title, line, content }: Section, steps: readonly NamedStep[]) {
  const [block, stray] = content;
  if (block?.type !== 'code' || stray !== undefined)
    refuse('MALFORMED_SIGNAL_FLOW', line, `'${title}' must hold one code block and nothing else`);
  const [first, ...rest] = signalsIn(block.value, lineOf(block) + 1);
  const last = rest.pop();
  if (first?.text !== opening)
    refuse('MALFORMED_SIGNAL_FLOW', first?.line ?? lineOf(block), `the flow must begin with ${opening} →`);
  if (last === undefined || !ending.test(last.text))
    refuse('MALFORMED_SIGNAL_FLOW', last?.line ?? first.line, 'the flow must end with → [rl] (…) or [ps] (…)');
  return { in: 'rv' as const, steps: inOrderOf(steps, rest, last.line), out: ['rl', 'ps'] as const };
}

interface Signal {
  readonly text: string;
  readonly line: number;
}

/** What stands between the arrows. A line may begin or end with an arrow. */
function signalsIn(code: string, firstLine: number): Signal[] {
  return code.split('\n').flatMap((text, at) =>
    text
      .split('→')
      .map((signal) => ({ text: signal.trim(), line: firstLine + at }))
      .filter((signal) => signal.text !== ''),
  );
}

function inOrderOf(steps: readonly NamedStep[], signals: readonly Signal[], lastLine: number): string[] {
  const unknown = signals.find(({ text }) => !steps.some(({ id }) => id === text));
  if (unknown !== undefined) refuse('UNKNOWN_STEP', unknown.line, `'${unknown.text}' is not the id of a step`);
  steps.forEach(({ id }, at) => {
    const signal = signals[at];
    if (signal?.text !== id)
      refuse(
        'MALFORMED_SIGNAL_FLOW',
        signal?.line ?? lastLine,
        `'${id}' must come here: the flow has the order of the steps`,
      );
  });
  const surplus = signals[steps.length];
  if (surplus !== undefined) refuse('MALFORMED_SIGNAL_FLOW', surplus.line, `'${surplus.text}' occurs twice`);
  return signals.map(({ text }) => text);
}
