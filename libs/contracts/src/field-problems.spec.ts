import { z } from 'zod';
import { fieldProblems } from './field-problems.js';

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
