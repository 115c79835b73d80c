import { WorkFloor } from './work-floor.js';

function floorAfter(workId: number): WorkFloor {
  const floor = new WorkFloor();
  floor.takenTo(workId, false);
  return floor;
}

describe('the floor of the work table', () => {
  it('begins at the bottom and stays a margin below the highest work id seen', () => {
    const floor = new WorkFloor();
    expect(floor.next()).toBe(0);
    floor.takenTo(100_000, false);
    expect(floor.next()).toBe(98_000);
    floor.takenTo(99_000, false);
    expect(floor.next()).toBe(98_000);
  });

  it('stays below what a full call has left', () => {
    const floor = floorAfter(100_000);
    floor.takenTo(50_000, true);
    expect(floor.next()).toBe(48_000);
  });

  it('goes down to a straggler once', () => {
    const floor = floorAfter(100_000);
    floor.found(7);
    expect(floor.next()).toBe(7);
    floor.takenTo(100_001, false);
    expect(floor.next()).toBe(98_001);
  });

  it('keeps a straggler that is found while a call is under way', () => {
    const floor = floorAfter(100_000);
    floor.next();
    floor.found(7);
    floor.takenTo(100_001, false);
    expect(floor.next()).toBe(7);
  });

  it('keeps a straggler that a call could not take, as another sequencer was at work', () => {
    const floor = floorAfter(100_000);
    floor.found(7);
    floor.next();
    expect(floor.next()).toBe(7);
  });

  it('keeps the lowest of two', () => {
    const floor = floorAfter(100_000);
    floor.found(7);
    floor.found(9);
    expect(floor.next()).toBe(7);
  });
});
