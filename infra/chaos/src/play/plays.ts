import { textOf } from '@slipway/contracts';
import { rest } from '@slipway/event-store';
import { Given, playWhole, type Stage } from '@slipway/scenarios';

/** How one release went. */
export interface Played {
  readonly release: string;
  /** Milliseconds from its first message to its end. */
  readonly took: number;
  /** Why it did not reach its end. */
  readonly failure?: string;
}

interface Casting {
  readonly releases: number;
  /** Milliseconds between the starts of two releases. */
  readonly apart: number;
  readonly say: (line: string) => void;
  readonly over: AbortSignal;
}

/** Plays whole releases through the public API, each from [rv] to its end. Resolves when all have ended or failed. */
export function playReleases(stage: Stage, { releases, apart, say, over }: Casting): Promise<readonly Played[]> {
  const play = async (index: number): Promise<Played[]> => {
    await rest(index * apart, over);
    if (over.aborted) return [];
    const played = await playOne(stage);
    say(`${played.release} ${played.failure === undefined ? 'has ended' : `failed: ${played.failure}`}`);
    return [played];
  };
  const all = Array.from({ length: releases }, (_, index) => play(index));
  return Promise.all(all).then((each) => each.flat());
}

async function playOne(stage: Stage): Promise<Played> {
  const release = new Given(stage, {}).unknown();
  const began = performance.now();
  const took = () => performance.now() - began;
  try {
    await playWhole(release);
    return { release: release.id, took: took() };
  } catch (error) {
    return { release: release.id, took: took(), failure: textOf(error) };
  }
}
