import { limits } from './limits.js';
import { shown } from './shown.js';

/** A problem of one field, and its valid values. */
export interface FieldProblem {
  readonly field: string;
  readonly fix: string;
}

/** What every kind of zod issue has, and what the one about unknown fields has besides. */
export interface FieldIssue {
  readonly path?: readonly unknown[] | undefined;
  readonly message: string;
  readonly code?: string | undefined;
  readonly keys?: readonly string[] | undefined;
}

const { fields: most, fieldCharacters, fixCharacters } = limits.problem;

/** Names each invalid, missing or unknown field with its fix; for many, the first ones and the number of the others. */
export function fieldProblems(issues: readonly FieldIssue[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  let more = 0;
  for (const issue of issues) {
    const { fix, paths } = placesOf(issue);
    const named = paths.slice(0, Math.max(most - problems.length, 0));
    more += paths.length - named.length;
    problems.push(...named.map((path) => problem(path, fix)));
  }
  return more === 0 ? problems : [...problems, { field: '(more)', fix: `and ${String(more)} more: fix these first` }];
}

/** An issue is about one field, or about each of several unknown ones within it. */
function placesOf({ path = [], code, keys, message }: FieldIssue): {
  paths: readonly (readonly unknown[])[];
  fix: string;
} {
  return code === 'unrecognized_keys' && keys !== undefined
    ? { paths: keys.map((key) => [...path, key]), fix: 'is not known here: remove it' }
    : { paths: [path], fix: fixFor(message) };
}

const problem = (path: readonly unknown[], fix: string): FieldProblem => ({
  field: path.length === 0 ? '(whole)' : shown(path.slice(0, limits.json.depth).map(nameOf).join('.'), fieldCharacters),
  fix: shown(fix, fixCharacters),
});

/** In Standard Schema, a path segment is a key or an object with a key. */
const nameOf = (part: unknown): string =>
  typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part);

const missing = /^Invalid input: expected (\w+), received undefined$/;

const fixFor = (message: string): string => message.replace(missing, 'is missing: it must be of type $1');
