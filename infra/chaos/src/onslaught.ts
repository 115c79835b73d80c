import { textOf } from '@slipway/contracts';
import { rest } from '@slipway/event-store';
import type { Strike } from './faults/fault.js';
import type { Ground } from './ground.js';
import type { Timed } from './schedule/schedule.js';

/** What became of the strikes, by kind of fault. */
export interface Struck {
  readonly fault: string;
  readonly times: number;
  /** How often it could not be done or was cut short, as something else had just been killed. */
  readonly cutShort: number;
}

/** Lets the faults strike at their times, each for as long as it lasts; answers when the last is over. */
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
    // The database or the broker that it needs was killed by another one.
    say(`${fault} was cut short: ${textOf(error)}`);
    return { fault, whole: false };
  }
}
