import { setImmediate as nextTurn } from 'node:timers/promises';
import { PacedWakeUp, rest, WakeUp } from './index.js';

const never = new AbortController().signal;

describe('a wake-up', () => {
  it('is not lost when nobody waits yet, and serves once', async () => {
    const wakeUp = new WakeUp();
    wakeUp.raise();
    await wakeUp.wait(never);
    let again = false;
    const second = wakeUp.wait(never).then(() => (again = true));
    await nextTurn();
    expect(again).toBe(false);
    wakeUp.raise();
    await second;
  });

  it('ends with the signal, or with its time', async () => {
    await new WakeUp().wait(AbortSignal.abort());
    await new WakeUp().wait(never, 1);
    const ending = new AbortController();
    const waiting = new WakeUp().wait(ending.signal);
    ending.abort();
    await waiting;
  });
});

describe('a paced wake-up', () => {
  const looksWithin = async (milliseconds: number, found: boolean): Promise<number> => {
    const paced = new PacedWakeUp({ shortest: 1, longest: 40 });
    let looks = 0;
    for (const end = performance.now() + milliseconds; performance.now() < end; looks += 1) {
      paced.raise();
      await paced.wait(never, 60_000);
      paced.looked(found);
    }
    return looks;
  };

  it('answers the first request at once, and ever fewer that come in vain', async () => {
    const looks = await looksWithin(400, false);
    expect(looks).toBeGreaterThan(5);
    expect(looks).toBeLessThan(20);
  });

  it('answers one request after the other while there is something to find', async () => {
    expect(await looksWithin(400, true)).toBeGreaterThan(30);
  });

  it('takes a turn of the event loop however often it is raised', async () => {
    const paced = new PacedWakeUp({ shortest: 0, longest: 0 });
    const turn = new AbortController();
    setImmediate(() => {
      turn.abort();
    });
    while (!turn.signal.aborted) {
      paced.raise();
      await paced.wait(never, 60_000);
    }
  });

  it('ends with the signal', async () => {
    const paced = new PacedWakeUp({ shortest: 60_000, longest: 60_000 });
    paced.looked(true);
    paced.raise();
    const ending = new AbortController();
    const waiting = paced.wait(ending.signal, 60_000);
    ending.abort();
    await waiting;
  });
});

describe('a rest', () => {
  it('ends quietly with the signal', async () => {
    const ending = new AbortController();
    const resting = rest(60_000, ending.signal);
    ending.abort();
    await resting;
    await rest(60_000, ending.signal);
  });
});
