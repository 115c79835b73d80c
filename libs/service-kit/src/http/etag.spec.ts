import { etagOf, positionIn, seenPositions } from './etag.js';

describe('an ETag', () => {
  it('names the streams that it stands for, and is read as it was given', () => {
    const positions = { release: 5, approval: 3 };
    expect(etagOf(positions)).toBe('"release:5,approval:3"');
    expect(seenPositions(etagOf(positions))).toEqual(positions);
    expect(etagOf(positionIn('release-shop-1.0.0', 4))).toBe('"release:4"');
  });

  it('of a lone position is about whatever handles the command', () => {
    expect(etagOf(7)).toBe('"7"');
    expect(seenPositions('"7"')).toBe(7);
  });
});

describe('If-Match', () => {
  it('asks for nothing when it is absent or *', () => {
    expect([seenPositions(undefined), seenPositions(' * ')]).toEqual([undefined, undefined]);
  });

  const many = `"${Array.from({ length: 17 }, (_, number) => `c${String(number)}:1`).join(',')}"`;

  it.each([
    many,
    '7',
    'W/"7"',
    '"a"',
    '"1", "2"',
    '"release:1,release:2"',
    '"release:"',
    '"release:1,"',
    '"release:-1"',
    '',
  ])('refuses %p', (header) => {
    expect(() => seenPositions(header)).toThrow('IF_MATCH_INVALID');
  });
});
