import type { Taken } from '@slipway/scenarios';
import { judge, type Verdict } from './checks/verdict.js';
import { strikeAll, type Struck } from './onslaught.js';
import type { Options } from './options.js';
import { playReleases } from './play/plays.js';
import { becomesReady } from './quiet.js';
import { scheduleOf } from './schedule/schedule.js';
import { startGround } from './world.js';

export interface Run {
  readonly verdict: Verdict;
  readonly struck: readonly Struck[];
}

interface Surroundings {
  readonly say: (line: string) => void;
  /** Abort it to end the run early. */
  readonly over: AbortSignal;
}

/** Milliseconds after the last fault within which everything must be ready and have arrived. */
const readyWithin = 120_000;
const quietWithin = 120_000;
/** The fraction of the time in which releases start; the rest exposes the last ones to faults too. */
const beginning = 0.6;

/** One whole run: plays releases under faults, then checks the guarantees. */
export async function run(options: Options, { say, over }: Surroundings): Promise<Run> {
  await using cleanup = new AsyncDisposableStack();
  const taken: Taken[] = [];
  const { instances, releases, seed, faults } = options;
  const ground = await startGround({ instances, say, over, onTaken: (each) => taken.push(each) }, cleanup);
  const lasts = options.minutes * 60_000;
  const names = ground.system.instances.map(({ name }) => name);
  const schedule = scheduleOf({ seed, lasts, pause: options.pause * 1000, faults, instances: names });
  say(`seed ${String(seed)}: ${String(schedule.length)} faults`);
  for (const { at, strike } of schedule) say(`  at ${(at / 1000).toFixed(1)} s ${strike.fault}: ${strike.says}`);

  const interrupted = interruption(over);
  const playing = playReleases(ground.stage, { releases, apart: (lasts * beginning) / releases, say, over });
  const struck = await Promise.race([strikeAll(schedule, ground, { say, over }), interrupted]);
  const ready = await becomesReady(ground, readyWithin, over);
  say(`the faults are over, and ${ready ? 'every instance is ready' : 'some instances are not ready'}`);
  const played = await Promise.race([playing, interrupted]);
  const verdict = await judge({ ground, played, taken }, { within: quietWithin, over });
  return { verdict, struck };
}

/** Rejects when the run must end early, so that it does not wait for pending responses. */
function interruption(over: AbortSignal): Promise<never> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    over.addEventListener('abort', () => {
      reject(over.reason as Error);
    });
  });
  // Callers race this promise; after the race, nothing handles its rejection.
  interrupted.catch(() => undefined);
  return interrupted;
}
