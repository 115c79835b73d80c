import { deriveEventId } from './event-id.js';

describe('deriving event ids', () => {
  it('gives the same cause the same id for ever', () => {
    expect(deriveEventId('ada/key-1', 0)).toBe('92032662-0da7-5aee-ae08-a440d09322ed');
  });

  it('gives each event of a cause, and each cause, an id of its own', () => {
    const ids = [deriveEventId('a', 0), deriveEventId('a', 1), deriveEventId('b', 0), deriveEventId('0:a', 0)];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([-1, 0.5, Number.NaN])('refuses %d as ordinal', (ordinal) => {
    expect(() => deriveEventId('a', ordinal)).toThrow(RangeError);
  });
});
