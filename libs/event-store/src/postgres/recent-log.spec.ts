import type { LoggedEvent } from '../event-store.js';
import { RecentLog } from './recent-log.js';

const held = (logIndex: number, type = 'a', characters = 10) => ({
  event: { logIndex, type: `${type}, upcast` } as LoggedEvent,
  storedType: type,
  characters,
});

function recentOf(limits?: ConstructorParameters<typeof RecentLog>[0]): RecentLog {
  const recent = new RecentLog(limits);
  recent.follow(['a', 'b']);
  recent.drop(10);
  return recent;
}

const indexes = (page: ReturnType<RecentLog['page']>) => page?.events.map(({ logIndex }) => logIndex);

describe('what is held of the log', () => {
  it('is a page of the wanted types from any index on, up to the last look', () => {
    const recent = recentOf();
    recent.add([held(10), held(12, 'b')], 10, 14);
    recent.add([held(15)], 14, 17);
    expect(recent.page(10, 500, ['a'])).toMatchObject({ events: [{ logIndex: 10 }, { logIndex: 15 }], next: 17 });
    expect(recent.page(11, 500, ['a', 'b'])).toMatchObject({ events: [{ logIndex: 12 }, { logIndex: 15 }], next: 17 });
    expect(recent.page(16, 500, ['a', 'b'])).toEqual({ events: [], next: 17 });
  });

  it('goes on behind the last event of a page that is full', () => {
    const recent = recentOf();
    recent.add([held(10), held(12), held(13)], 10, 14);
    expect(recent.page(10, 2, ['a'])).toMatchObject({ events: [{ logIndex: 10 }, { logIndex: 12 }], next: 13 });
  });

  it('is nothing of what it does not know as a whole', () => {
    const recent = recentOf();
    recent.add([held(10)], 10, 11);
    expect(recent.page(9, 500, ['a'])).toBeUndefined();
    expect(recent.page(11, 500, ['a'])).toBeUndefined();
    expect(recent.page(10, 500, ['a', 'c'])).toBeUndefined();
  });

  it('begins again when another type is followed', () => {
    const recent = recentOf();
    recent.add([held(10)], 10, 11);
    recent.follow(['a']);
    expect(indexes(recent.page(10, 500, ['a']))).toEqual([10]);
    recent.follow(['c']);
    expect(recent.page(10, 500, ['a'])).toBeUndefined();
    recent.add([held(12, 'c')], 11, 13);
    expect(recent.page(10, 500, ['a'])).toBeUndefined();
    expect(indexes(recent.page(11, 500, ['c', 'a']))).toEqual([12]);
  });

  it('begins again behind what it could not read', () => {
    const recent = recentOf();
    recent.add([held(10)], 10, 11);
    recent.drop(13);
    recent.add([held(14)], 13, 15);
    expect(recent.page(12, 500, ['a'])).toBeUndefined();
    expect(indexes(recent.page(13, 500, ['a']))).toEqual([14]);
  });

  it('is limited by number and by size, and begins behind what it dropped', () => {
    const few = recentOf({ events: 2, characters: 1000 });
    few.add([held(10), held(11), held(12)], 10, 13);
    expect(few.page(10, 500, ['a'])).toBeUndefined();
    expect(indexes(few.page(11, 500, ['a']))).toEqual([11, 12]);
    const small = recentOf({ events: 100, characters: 25 });
    small.add([held(10), held(11), held(12)], 10, 13);
    expect(indexes(small.page(11, 500, ['a']))).toEqual([11, 12]);
  });

  it('is an event by its index', () => {
    const recent = recentOf();
    recent.add([held(10), held(12)], 10, 14);
    expect([9, 10, 11, 12, 13].map((index) => recent.at(index)?.logIndex)).toEqual([
      undefined,
      10,
      undefined,
      12,
      undefined,
    ]);
  });
});
