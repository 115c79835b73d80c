import type { CustomTypesConfig } from 'pg';
import type { StoredEvent } from '../stored-event.js';

/** Returns values as PostgreSQL sends them: they are parsed only when needed, and bytes are already hexadecimal. */
export const asText: CustomTypesConfig = { getTypeParser: () => (value: string) => value };

/** The columns of an event, in the order that `storedEventOf` reads them. `e` is store.events. */
export const eventColumns = `e.trail, e.trail_position, e.stream, e.stream_position, e.id, e.type,
  to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.envelope, e.payload, e.leaf_hash, e.hash`;

export const eventColumnCount = 11;

export type Row = readonly (string | null)[];

export function storedEventOf(row: Row): StoredEvent {
  return {
    trail: textAt(row, 0),
    trailPosition: Number(row[1]),
    stream: textAt(row, 2),
    streamPosition: Number(row[3]),
    eventId: textAt(row, 4),
    type: textAt(row, 5),
    recordedAt: textAt(row, 6),
    envelope: textAt(row, 7),
    payload: textAt(row, 8),
    leafHash: hexAt(row, 9),
    hash: hexAt(row, 10),
  };
}

export function textAt(row: Row, column: number): string {
  const value = row[column];
  if (typeof value !== 'string') throw new RangeError(`column ${String(column)} is empty`);
  return value;
}

/** bytea comes as `\x…`. */
export function hexAt(row: Row, column: number): string {
  return textAt(row, column).slice(2);
}
