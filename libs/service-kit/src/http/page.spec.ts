import { z } from 'zod';
import { decodeCursor, encodeCursor, page } from './page.js';

describe('page', () => {
  const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const keyOf = ({ id }: { id: string }) => [id];

  it('names where the next one begins, as long as there is more', () => {
    const first = page(rows, { limit: 2, keyOf });
    expect(first.items).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(decodeCursor(first.nextCursor, z.tuple([z.string()]))).toEqual(['b']);
    expect(page(rows, { limit: 3, keyOf })).toEqual({ items: rows });
  });

  it('starts at the beginning without a cursor and refuses one that it did not give', () => {
    expect(decodeCursor(undefined, z.string())).toBeUndefined();
    expect(() => decodeCursor('bm9uc2Vuc2U', z.tuple([z.string()]))).toThrow('CURSOR_INVALID');
    expect(() => decodeCursor(encodeCursor(['a\0b']), z.tuple([z.string()]))).toThrow('CURSOR_INVALID');
  });
});
