import { boundsDefect, Instant, limits, textDefect } from '@slipway/contracts';
import { z } from 'zod';
import { ServiceKitError } from '../service-kit-error.js';

/** Query parameters of every list: extend it with the list's own filters. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(limits.request.page).default(50),
  cursor: z.string().max(limits.request.cursor).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Filters by time: from the first moment, up to before the second. */
export const RangeQuery = z.object({ from: Instant.optional(), to: Instant.optional() });

export interface Page<Row> {
  readonly items: readonly Row[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/** The schema of a page of these items. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().exactOptional().describe('Absent on the last page.') });

/**
 * Cuts one page: pass `limit + 1` rows that follow the decoded cursor, in the order of `keyOf`. The next page starts
 * after `keyOf` (the values of the sort columns) of the last row.
 */
export function page<Row>(
  rows: readonly Row[],
  { limit, keyOf }: { limit: number; keyOf: (row: Row) => unknown },
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, nextCursor: encodeCursor(keyOf(last)) } : { items };
}

export const encodeCursor = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/**
 * The key of the last row of the previous page, or undefined for the first page.
 * @throws ServiceKitError CURSOR_INVALID if the cursor does not come from this list
 */
export function decodeCursor<Schema extends z.ZodType>(
  cursor: string | undefined,
  schema: Schema,
): z.output<Schema> | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key = schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    const defect = boundsDefect(key) ?? textDefect(key);
    if (defect !== undefined) throw new RangeError(defect.fix);
    return key;
  } catch (cause) {
    throw new ServiceKitError(
      'CURSOR_INVALID',
      { field: 'cursor', fix: 'take nextCursor of the previous page' },
      { cause },
    );
  }
}
