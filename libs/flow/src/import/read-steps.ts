import type { z } from 'zod';
import { numbered } from '../items.js';
import { FlowName } from '../template.js';
import { serviceOfStepType, StepType } from '../vocabulary.js';
import { readFields, type Fields } from './fields.js';
import { plainItems } from './lists.js';
import { subsections, type Section } from './outline.js';
import { refuse, type Problems } from './problems.js';
import { readDuration } from './read-duration.js';

const known = ['ID', 'Type', 'Duration', 'Required', 'Sequential', 'Description', 'Triggers', 'Actions', 'Outputs'];

/** The steps of `## Flow Steps`, each below `### Step <n>: <title>`; undefined in the place of one that is refused. */
export function readSteps(section: Section, problems: Problems) {
  const steps = subsections(section);
  if (steps.length === 0) refuse('MISSING_SECTION', section.line, `'${section.title}' has no '### Step 1: <title>'`);
  const seen = new Set<string>();
  return steps.map((step, at) => problems.attempt(() => readStep(step, at + 1, seen, problems)));
}

function readStep(section: Section, ordinal: number, seen: Set<string>, problems: Problems) {
  const title = problems.attempt(() => readTitle(section, ordinal));
  const fields = readFields(section, known);
  const id = readId(fields, seen);
  const type = problems.attempt(() => readType(fields));
  const items = (name: string, kind: string) =>
    problems.attempt(() => numbered(`${id}.${kind}`, plainItems(fields.list(name))));
  return {
    id,
    title,
    type,
    service: type && serviceOfStepType[type],
    duration: problems.attempt(() => readDuration(fields.text('Duration'), fields.required('Duration').line)),
    required: problems.attempt(() => oneOf(fields, 'Required', { true: true, false: false })),
    sequencing: problems.attempt(() =>
      oneOf(fields, 'Sequential', { true: 'sequential', 'false (continuous)': 'continuous' }),
    ),
    description: problems.attempt(() => fields.text('Description')),
    triggers: items('Triggers', 'trigger'),
    actions: items('Actions', 'action'),
    outputs: items('Outputs', 'output'),
  };
}

function readTitle({ title, line }: Section, ordinal: number): string {
  const [, number, text] = /^Step (\d+): (.+)$/.exec(title) ?? [];
  if (text === undefined)
    refuse('UNKNOWN_SECTION', line, `'${title}' must have the form 'Step ${String(ordinal)}: <title>'`);
  if (Number(number) !== ordinal)
    refuse('STEP_OUT_OF_ORDER', line, `'${title}' is step ${String(ordinal)} of the document; number it so`);
  return text;
}

function readId(fields: Fields, seen: Set<string>): string {
  const id = fields.value('ID', FlowName);
  if (seen.has(id))
    refuse('DUPLICATE_STEP', fields.required('ID').line, `the step id '${id}' is taken by an earlier step`);
  seen.add(id);
  return id;
}

function readType(fields: Fields): z.infer<typeof StepType> {
  const type = StepType.safeParse(fields.text('Type'));
  if (type.success) return type.data;
  const { value, line } = fields.required('Type');
  return refuse('UNKNOWN_STEP_TYPE', line, `the type '${value}' is not one of: ${StepType.options.join(', ')}`);
}

function oneOf<const Meanings extends Readonly<Record<string, unknown>>>(
  fields: Fields,
  name: string,
  meanings: Meanings,
): Meanings[keyof Meanings] {
  const text = fields.text(name);
  const isMeant = (word: string): word is Extract<keyof Meanings, string> => Object.hasOwn(meanings, word);
  if (isMeant(text)) return meanings[text];
  const choices = Object.keys(meanings).join("' or '");
  return refuse('INVALID_VALUE', fields.required(name).line, `**${name}** is '${text}'; it must be '${choices}'`);
}
