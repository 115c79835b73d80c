import { z } from 'zod';
import { fieldProblems } from './field-problems.js';
import { limits } from './limits.js';

const Plan = z.strictObject({
  title: z.string(),
  window: z.strictObject({ start: z.iso.datetime() }),
  size: z.int().min(1),
});
const problemsOf = (value: unknown) => fieldProblems(Plan.safeParse(value).error?.issues ?? []);

it('names each field that is missing, wrong or unknown, with the fix', () => {
  expect(problemsOf({ window: { start: 'soon', end: 1 }, size: 0, colour: 'red' })).toEqual([
    { field: 'title', fix: 'is missing: it must be of type string' },
    { field: 'window.start', fix: 'Invalid ISO datetime' },
    { field: 'window.end', fix: 'is not known here: remove it' },
    { field: 'size', fix: 'Too small: expected number to be >=1' },
    { field: 'colour', fix: 'is not known here: remove it' },
  ]);
});

it('says so when the whole is something else', () => {
  expect(problemsOf([])).toEqual([{ field: '(whole)', fix: 'Invalid input: expected object, received array' }]);
});

it('names the first of many, cut to what somebody reads, and how many more there are', () => {
  const unknown = Object.fromEntries(
    Array.from({ length: 1000 }, (_, number) => [`${String(number)}${'x'.repeat(300)}`, 1]),
  );
  const problems = problemsOf({ title: 't', window: { start: '2026-01-01T00:00:00Z' }, size: 1, ...unknown });
  expect(problems).toHaveLength(limits.problem.fields + 1);
  expect(problems.at(-1)).toEqual({ field: '(more)', fix: 'and 980 more: fix these first' });
  expect(problems[0]?.field.length).toBe(limits.problem.fieldCharacters + 1);
});
