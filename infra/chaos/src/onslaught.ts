import { textOf } from '@slipway/contracts';
import { rest } from '@slipway/event-store';
import type { Strike } from './faults/fault.js';
import type { Ground } from './ground.js';
import type { Timed } from './schedule/schedule.js';

/** The outcomes of the faults, by kind. */
export interface Struck {
  readonly fault: string;
  readonly times: number;
  /** How often it failed or was interrupted because another fault had killed something that it needs. */
  readonly cutShort: number;
}

/** Inflicts the faults at their scheduled times. Resolves when the last one is over. */
export async function strikeAll(
  schedule: readonly Timed[],
  ground: Ground,
  { say, over }: { readonly say: (line: string) => void; readonly over: AbortSignal },
): Promise<readonly Struck[]> {
  const began = performance.now();
  const ends = schedule.map(async ({ at, strike }) => {
    await rest(at - (performance.now() - began), over);
    return over.aborted ? undefined : strikeOnce(strike, ground, { say, over });
  });
  const done = (await Promise.all(ends)).filter((end) => end !== undefined);
  return [...Map.groupBy(done, ({ fault }) => fault)].map(([fault, its]) => ({
    fault,
    times: its.length,
    cutShort: its.filter(({ whole }) => !whole).length,
  }));
}

async function strikeOnce(
  { fault, says, inflict }: Strike,
  ground: Ground,
  { say, over }: { readonly say: (line: string) => void; readonly over: AbortSignal },
) {
  say(`${fault}: ${says}`);
  try {
    await inflict(ground, over);
    return { fault, whole: true };
  } catch (error) {
    // Another fault killed the database or the broker that this one needs.
    say(`${fault} was cut short: ${textOf(error)}`);
    return { fault, whole: false };
  }
}
