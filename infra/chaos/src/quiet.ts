import { eventually, LocalError } from '@slipway/local';
import type { Ground } from './ground.js';

/** Timeout of a readiness request, in milliseconds. */
const answerWithin = 5000;

/** Whether every instance becomes ready within this number of milliseconds. */
export async function becomesReady(ground: Ground, within: number, signal: AbortSignal): Promise<boolean> {
  const what = 'every instance being ready again';
  const allReady = async () => (await unready(ground)).length === 0;
  try {
    return await eventually(allReady, { within, what, every: 500, signal });
  } catch (error) {
    if (error instanceof LocalError && error.code === 'NOT_READY') return false;
    throw error;
  }
}

/** The instances that are not ready, each with the reason that it reports. */
export async function unready({ system }: Ground): Promise<readonly string[]> {
  const said = await Promise.all(
    system.instances.map(async ({ name, ready }) => {
      const complaint = await complaintOf(ready);
      return complaint === undefined ? [] : [`${name}: ${complaint}`];
    }),
  );
  return said.flat();
}

async function complaintOf(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerWithin) });
    const body = await answer.text();
    return answer.ok ? undefined : body.slice(0, 500);
  } catch (error) {
    return String(error);
  }
}
