import { setImmediate as nextTurn } from 'node:timers/promises';
import { rest, WakeUp } from './index.js';

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

describe('a rest', () => {
  it('ends quietly with the signal', async () => {
    const ending = new AbortController();
    const resting = rest(60_000, ending.signal);
    ending.abort();
    await resting;
    await rest(60_000, ending.signal);
  });
});
