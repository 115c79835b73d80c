import type { EventStore, LoggedEvent } from '@slipway/event-store';
import { SharedLog } from './shared-log.js';

/** A log of events of the types a and b in turn, which counts how often it is read. */
class CountedLog implements Pick<EventStore, 'readLog'> {
  reads = 0;
  fails = false;

  constructor(public size: number) {}

  readLog({ from, limit }: { from: number; limit: number }) {
    this.reads += 1;
    if (this.fails) return Promise.reject(new Error('out of reach'));
    const next = Math.max(from, Math.min(from + limit, this.size));
    const events = Array.from({ length: next - from }, (_, index) => {
      const logIndex = from + index;
      return { logIndex, type: logIndex % 2 === 0 ? 'a' : 'b' } as LoggedEvent;
    });
    return Promise.resolve({ events, next });
  }
}

const read = async (shared: SharedLog, from: number, type: string) => {
  const { events, next } = await shared.readLog({ from, limit: 10, types: [type] });
  return { indexes: events.map(({ logIndex }) => logIndex), next };
};

describe('a log that projections share', () => {
  it('is read once for all that stand at one place, and gives each its own types', async () => {
    const log = new CountedLog(4);
    const shared = new SharedLog(log, ['a', 'b']);
    expect(await Promise.all([read(shared, 0, 'a'), read(shared, 0, 'b')])).toEqual([
      { indexes: [0, 2], next: 4 },
      { indexes: [1, 3], next: 4 },
    ]);
    expect(await read(shared, 2, 'b')).toEqual({ indexes: [3], next: 4 });
    expect(log.reads).toBe(1);
  });

  it('is read again for what has come since', async () => {
    const log = new CountedLog(4);
    const shared = new SharedLog(log, ['a', 'b']);
    await read(shared, 0, 'a');
    log.size = 6;
    expect(await Promise.all([read(shared, 4, 'a'), read(shared, 4, 'a')])).toEqual([
      { indexes: [4], next: 6 },
      { indexes: [4], next: 6 },
    ]);
    expect(log.reads).toBe(2);
  });

  it('is read on its own by who is behind the others', async () => {
    const log = new CountedLog(20);
    const shared = new SharedLog(log, ['a', 'b']);
    await read(shared, 15, 'a');
    expect(await read(shared, 0, 'b')).toEqual({ indexes: [1, 3, 5, 7, 9], next: 10 });
  });

  it('forgets what could not be read', async () => {
    const log = new CountedLog(2);
    const shared = new SharedLog(log, ['a', 'b']);
    log.fails = true;
    await expect(read(shared, 0, 'a')).rejects.toThrow('out of reach');
    log.fails = false;
    expect(await read(shared, 0, 'a')).toEqual({ indexes: [0], next: 2 });
  });
});
