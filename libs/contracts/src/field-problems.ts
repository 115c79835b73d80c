/** What is wrong with one field, and what it must be. */
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

/** Each wrong, missing or unknown field by its name, with what to do about it. */
export const fieldProblems = (issues: readonly FieldIssue[]): FieldProblem[] =>
  issues.flatMap((issue): FieldProblem[] => {
    const path = (issue.path ?? []).map(nameOf);
    if (issue.code === 'unrecognized_keys' && issue.keys !== undefined) {
      return issue.keys.map((key) => ({ field: [...path, key].join('.'), fix: 'is not known here: remove it' }));
    }
    return [{ field: path.length === 0 ? '(whole)' : path.join('.'), fix: fixFor(issue.message) }];
  });

/** Standard Schema has parts of a path as keys or as objects with one. */
const nameOf = (part: unknown): string =>
  typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part);

const missing = /^Invalid input: expected (\w+), received undefined$/;

const fixFor = (message: string): string => message.replace(missing, 'is missing: it must be of type $1');
