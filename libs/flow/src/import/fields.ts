import type { List, Paragraph, PhrasingContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { z } from 'zod';
import { lineOf, oneLine, type Section } from './outline.js';
import { refuse } from './problems.js';

/** `**Name**: value`, or `**Name**:` with a list below it. */
export interface Field {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  readonly list?: List;
}

/** The fields of a section by name. */
export class Fields {
  readonly #fields = new Map<string, Field>();

  constructor(
    readonly owner: Section,
    fields: readonly Field[],
    known: readonly string[],
  ) {
    for (const field of fields) {
      const { name, line } = field;
      if (!known.includes(name)) refuse('UNKNOWN_FIELD', line, `'${name}' is not one of: ${known.join(', ')}`);
      if (this.#fields.has(name)) refuse('DUPLICATE_FIELD', line, `**${name}** occurs twice; keep one`);
      this.#fields.set(name, field);
    }
  }

  required(name: string): Field {
    return (
      this.#fields.get(name) ??
      refuse('MISSING_FIELD', this.owner.line, `'${this.owner.title}' has no **${name}**; add the line`)
    );
  }

  text(name: string): string {
    const { value, line } = this.required(name);
    return value === ''
      ? refuse('INVALID_VALUE', line, `**${name}** is empty; write its value after the colon`)
      : value;
  }

  /** The text, if the schema takes it. */
  value<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
    return checked(name, this.text(name), schema, this.required(name).line);
  }

  list(name: string): List {
    const { list, line } = this.required(name);
    return list ?? refuse('MISSING_LIST', line, `**${name}** must be followed by a list, its first number 1`);
  }
}

export function checked<Schema extends z.ZodType>(
  name: string,
  value: unknown,
  schema: Schema,
  line: number,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const why = parsed.error.issues.map(({ message }) => message).join('; ');
  return refuse('INVALID_VALUE', line, `${name} '${String(value)}': ${why}`);
}

/** The fields of a section that consists of nothing but fields and their lists. */
export function readFields(section: Section, known: readonly string[]): Fields {
  const fields: Field[] = [];
  for (const node of section.content) {
    const last = fields.at(-1);
    if (node.type === 'paragraph') fields.push(...fieldsIn(node));
    else if (node.type === 'list' && last?.value === '' && last.list === undefined)
      fields.splice(-1, 1, { ...last, list: node });
    else refuse('UNEXPECTED_CONTENT', lineOf(node), `a ${node.type} does not belong here; only **Name**: value does`);
  }
  return new Fields(section, fields, known);
}

/** The fields of a paragraph: each begins a line with a bold name and a colon. */
export function fieldsIn(paragraph: Paragraph): Field[] {
  const { children } = paragraph;
  const starts = children.flatMap((_, at) => (beginsField(children, at) ? [at] : []));
  if (starts[0] !== 0)
    refuse('UNEXPECTED_CONTENT', lineOf(paragraph), `'${toString(paragraph)}' must have the form **Name**: value`);
  return starts.map((start, at) => {
    const [name, ...value] = children.slice(start, starts[at + 1]);
    return { name: toString(name), value: oneLine(toString(value).slice(1)), line: lineOf(name ?? paragraph) };
  });
}

function beginsField(nodes: readonly PhrasingContent[], at: number): boolean {
  const [before, node, after] = [nodes[at - 1], nodes[at], nodes[at + 1]];
  const beginsLine = before === undefined || (before.type === 'text' && before.value.endsWith('\n'));
  return beginsLine && node?.type === 'strong' && after?.type === 'text' && after.value.startsWith(':');
}
