import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogAhead } from './log-ahead.js';

const { signal } = new AbortController();

/** Waits behind a look that ended at 10, and notes down what becomes of it. */
async function waitingAt10() {
  const places: number[] = [];
  const ahead = new LogAhead((place) => places.push(place));
  ahead.grown(10, true);
  await ahead.after({ from: 0, next: 10 }, signal);
  const answers: number[] = [];
  const waiting = ahead.after({ from: 0, next: 10 }, signal).then((place) => answers.push(place));
  await nextTurn();
  return { ahead, places, answers, waiting };
}

describe('a relay that waits for the log', () => {
  it('is moved on by what is not its own', async () => {
    const { ahead, places, answers, waiting } = await waitingAt10();
    ahead.grown(12, false);
    ahead.grown(12, true);
    await nextTurn();
    expect({ places, answers }).toEqual({ places: [12, 12], answers: [] });
    ahead.grown(13, true);
    await waiting;
    expect(answers).toEqual([12]);
  });

  it('looks when it is not known what came', async () => {
    const { ahead, answers, waiting } = await waitingAt10();
    ahead.grown(14, true);
    await waiting;
    expect(answers).toEqual([10]);
  });

  it('reads on at once while the log has more than it has read', async () => {
    const ahead = new LogAhead(() => undefined);
    ahead.grown(20, false);
    await expect(ahead.after({ from: 0, next: 10 }, signal)).resolves.toBe(10);
  });

  it('misses nothing that came while it was reading', async () => {
    const ahead = new LogAhead(() => undefined);
    ahead.grown(10, true);
    await ahead.after({ from: 0, next: 10 }, signal);
    ahead.grown(11, false);
    await expect(ahead.after({ from: 10, next: 10 }, signal)).resolves.toBe(10);
  });
});
