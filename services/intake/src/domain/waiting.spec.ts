import { isRejection, reject } from '@slipway/decider';
import { nextPause, releaseDidNotCome, roomIsLeft, roomLimits, waitedWith } from './waiting.policy.js';

const patience = 600_000;
const since = '2026-01-01T10:00:00.000Z';
const at = (milliseconds: number): string => new Date(Date.parse(since) + milliseconds).toISOString();
const fix = 'send the [rv] of the release first';
const unknown = reject('RELEASE_UNKNOWN', { releaseId: 'shop-1.0.0', fix });

describe('a message whose release is not known', () => {
  it('is tried again after 1 s, 2 s, 4 s, … until the patience has run out', () => {
    const pauses: number[] = [];
    let waited = 0;
    for (let pause = nextPause(0, patience); pause !== undefined; pause = nextPause(waited, patience)) {
      pauses.push(pause / 1000);
      waited += pause;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 89]);
    expect(waited).toBe(patience);
  });

  it('is tried once more at the end of a patience that is short', () => {
    expect(nextPause(0, 400)).toBe(400);
    expect(nextPause(400, 400)).toBeUndefined();
  });

  it('has waited for each pause whose try came when it was due', () => {
    expect(waitedWith({ waited: 1000, patience, dueAt: at(3000), now: at(3100) })).toBe(3000);
    // Sooner, because an [rv] of this release came, which planning then refused.
    expect(waitedWith({ waited: 1000, patience, dueAt: at(3000), now: at(2000) })).toBe(3000);
  });

  it('has not waited while the service was down', () => {
    expect(waitedWith({ waited: 511_000, patience, dueAt: at(600_000), now: at(4_000_000) })).toBe(511_000);
  });

  it('is set aside with how long it waited, and the fix', () => {
    expect(releaseDidNotCome(unknown, since, at(600_200))).toEqual(
      reject('RELEASE_UNKNOWN', { releaseId: 'shop-1.0.0', fix, waited: `600 s for its [rv], since ${since}` }),
    );
  });
});

describe('the waiting room', () => {
  it.each([
    ['has room', 'all', { messages: roomLimits.all.messages - 1, bytes: 0 }, false],
    ['has as many messages as it may', 'all', { messages: roomLimits.all.messages, bytes: 0 }, true],
    ['has as many bytes as it may', 'all', { messages: 1, bytes: roomLimits.all.bytes - 50 }, true],
    ['has as many messages of a sender as it may', 'sender', { messages: roomLimits.sender.messages, bytes: 0 }, true],
    ['has as many bytes of a sender as it may', 'sender', { messages: 1, bytes: roomLimits.sender.bytes }, true],
  ] as const)('%s', (_, whose, taken, full) => {
    const nothing = { messages: 0, bytes: 0 };
    const refusal = roomIsLeft({ refusal: unknown, bytes: 100 }, { sender: nothing, all: nothing, [whose]: taken });
    expect(isRejection(refusal)).toBe(full);
    if (isRejection(refusal)) {
      expect(refusal).toMatchObject({ rejected: 'WAITING_ROOM_FULL', details: { fix, limits: roomLimits } });
    }
  });
});
