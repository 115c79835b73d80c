import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { LocalError } from '@slipway/local';
import { z } from 'zod';
import { faults } from './faults/index.js';
import type { Fault } from './faults/fault.js';

export interface Options {
  /** Minutes during which faults occur; the releases can take longer. */
  readonly minutes: number;
  readonly seed: number;
  readonly releases: number;
  /** Of each service. */
  readonly instances: number;
  /** Seconds between two faults, on average. */
  readonly pause: number;
  readonly faults: readonly Fault[];
}

const names = faults.map(({ name }) => name);
const number = (least: number, most: number) => {
  const wanted = `must be a number from ${String(least)} to ${String(most)}`;
  return z.coerce.number(wanted).min(least, wanted).max(most, wanted);
};
const chosen = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(names, `must be some of ${names.join(',')}`)));

const Arguments = z.object({
  minutes: number(0.1, 10_000).default(5),
  seed: number(0, 2 ** 31 - 1)
    .int()
    .default(() => randomInt(2 ** 31)),
  releases: number(1, 10_000).int().default(10),
  instances: number(1, 5).int().default(2),
  pause: number(0.1, 600).default(4),
  faults: chosen.default(names),
  without: chosen.default([]),
});

/** @throws LocalError SETTING_INVALID that names each invalid argument and its valid values */
export function readOptions(args: readonly string[]): Options {
  const { faults: wanted, without, ...rest } = checked(rawArguments(args));
  return { ...rest, faults: faults.filter(({ name }) => wanted.includes(name) && !without.includes(name)) };
}

function rawArguments(args: readonly string[]): object {
  const options = Object.fromEntries(Object.keys(Arguments.shape).map((name) => [name, { type: 'string' }] as const));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    const known = Object.keys(options).map((name) => `--${name}`);
    const fix = `${(cause as Error).message} There are ${known.join(', ')}.`;
    throw new LocalError('SETTING_INVALID', { fix }, { cause });
  }
}

function checked(raw: object): z.infer<typeof Arguments> {
  const result = Arguments.safeParse(raw);
  if (result.success) return result.data;
  const fix = result.error.issues.map(({ path: [name], message }) => `--${String(name)} ${message}`).join('; ');
  throw new LocalError('SETTING_INVALID', { fix });
}
