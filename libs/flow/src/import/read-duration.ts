import type { StepDuration } from '../template.js';
import { refuse } from './problems.js';

const form =
  /^(?:(?<least>\d+)-(?<most>\d+) (?<unit>minutes|hours|days)|(?<variable>Variable))(?<ongoing> \(ongoing\))?$/;

/** ISO 8601 for a number of units, in the unit as it was written: 120 minutes stay PT120M. */
const isoOf: Readonly<Record<string, (count: number) => string>> = {
  minutes: (count) => `PT${String(count)}M`,
  hours: (count) => `PT${String(count)}H`,
  days: (count) => `P${String(count)}D`,
};

/** `60-120 minutes`, `7-30 days (ongoing)` or `Variable (ongoing)`. */
export function readDuration(text: string, line: number): StepDuration {
  const groups = form.exec(text)?.groups;
  const iso = isoOf[groups?.['unit'] ?? ''];
  const ongoing = groups?.['ongoing'] !== undefined;
  if (groups?.['variable'] !== undefined) return { kind: 'variable', ongoing };
  const [least, most] = [Number(groups?.['least']), Number(groups?.['most'])];
  if (iso === undefined)
    refuse(
      'BAD_DURATION',
      line,
      `'${text}' is not '<n>-<m> minutes|hours|days' or 'Variable', with or without (ongoing)`,
    );
  if (least > most) refuse('BAD_DURATION', line, `'${text}': the shorter time must come first`);
  return { kind: 'range', minimum: iso(least), maximum: iso(most), ongoing };
}
