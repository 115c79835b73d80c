import { Standstill } from './standstill.js';

describe('a standstill', () => {
  it('lasts since the position was first seen behind the head', () => {
    const watched = new Standstill();
    expect([watched.observe(5, 6, 1000), watched.observe(5, 9, 4000)]).toEqual([0, 3000]);
  });

  it('is over with any move, and when the head is reached', () => {
    const watched = new Standstill();
    watched.observe(5, 9, 0);
    expect([watched.observe(6, 9, 5000), watched.observe(6, 9, 6000)]).toEqual([0, 1000]);
    expect([watched.observe(9, 9, 7000), watched.observe(9, 10, 60_000)]).toEqual([0, 0]);
  });

  it('does not begin while there is nothing ahead', () => {
    const watched = new Standstill();
    watched.observe(3, 3, 0);
    expect(watched.observe(3, 4, 100_000)).toBe(0);
  });
});
