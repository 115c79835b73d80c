import { z } from 'zod';

export type RunOutcome = 'success' | 'failure' | 'cancelled';

/**
 * How CDEvents reports the outcome of a run: `success`, `failure`, `error` and `cancel` since 0.5; pass and fail for test suites, and free
 * text for pipelines, before. The rest is what CI systems write into that free text.
 */
const words: Readonly<Record<RunOutcome, readonly string[]>> = {
  success: ['success', 'successful', 'succeeded', 'pass', 'passed', 'ok'],
  failure: ['failure', 'failed', 'fail', 'error', 'errored', 'unstable', 'timeout', 'timed_out'],
  cancelled: ['cancel', 'cancelled', 'canceled', 'abort', 'aborted'],
};

const outcomes = new Map(
  Object.entries(words).flatMap(([outcome, list]) => list.map((word) => [word, outcome as RunOutcome] as const)),
);

const canonical = (word: string): string => word.trim().toLowerCase();

/** The meaning of an outcome, ignoring case. */
export const outcomeOf = (word: string): RunOutcome | undefined => outcomes.get(canonical(word));

const known = [...outcomes.keys()].join(', ');

/** The outcome is kept as sent: `outcomeOf` interprets it. */
export const OutcomeWord = z.unknown().transform((value, context): string => {
  if (typeof value === 'string' && outcomeOf(value) !== undefined) return value;
  const problem = value === undefined ? 'is missing: it' : 'is no outcome that is understood: it';
  context.addIssue({ code: 'custom', message: `${problem} must be one of ${known}` });
  return z.NEVER;
});
