import type { TrailEvent, TrailPage } from '../event-store.js';
import { toRecordedEvent, type LogEntry, type StoredLog, type StoredTrail } from '../stored-event.js';
import { eventColumnCount, eventColumns, hexAt, storedEventOf, textAt, type Row } from './rows.js';

type Query = (name: string, text: string, values: unknown[]) => Promise<Row[]>;

/** Reads trails and the log as they are stored, for audits. */
export class StoredTrails {
  constructor(private readonly query: Query) {}

  async read(trail: string, { after = 0, limit, filter = {} }: TrailPage): Promise<readonly TrailEvent[]> {
    const { types, actor, categories, from, to } = filter;
    const rows = await this.query('read-trail', readTrail, [
      ...[trail, after, limit ?? null],
      ...[types, actor, categories, from, to].map((value) => value ?? null),
    ]);
    return rows.map((row) => {
      const logIndex = numberAt(row, eventColumnCount);
      return { ...toRecordedEvent(storedEventOf(row)), ...(logIndex !== undefined && { logIndex }) };
    });
  }

  async positionsIn(trail: string, eventIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.query('positions-in', positionsIn, [trail, eventIds.filter((id) => uuid.test(id))]);
    return new Map(rows.map((row) => [textAt(row, 0), Number(row[1])]));
  }

  async readRaw(trail: string, { after = 0, limit }: TrailPage): Promise<StoredTrail> {
    // Without a lower bound: a position below 1 is a defect that must be found.
    const above = after === 0 ? Number.MIN_SAFE_INTEGER : after;
    const upTo = limit === undefined ? null : after + limit;
    const rows = await this.query('read-trail-raw', readTrailRaw, [trail, above, upTo]);
    return {
      trail,
      last: numberAt(rows[0] ?? [], columns.last) ?? 0,
      events: rows.filter(holdsEvent).map(storedEventOf),
      logged: rows.flatMap((row) => leafIn(row) ?? []),
      waiting: rows.flatMap((row) => (row[columns.waiting] === 't' ? [Number(row[1])] : [])),
    };
  }

  async readLogRaw({ from, limit }: { from: number; limit: number }): Promise<StoredLog> {
    const rows = await this.query('read-log-raw', readLogRaw, [from, from + limit]);
    const size = Number(rows[0]?.[columns.size] ?? 0);
    const next = Math.max(from, Math.min(from + limit, size));
    const entries = rows.flatMap((row) => entryIn(row) ?? []);
    if (next < size) return { from, next, size, entries };
    const [adrift] = await this.query('adrift', adriftEvent, []);
    if (adrift === undefined) return { from, next, size, entries };
    return { from, next, size, entries, adrift: { trail: textAt(adrift, 0), trailPosition: Number(adrift[1]) } };
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const readTrail = `
  SELECT ${eventColumns}, l.log_index
    FROM (SELECT * FROM store.events e
           WHERE e.trail = $1 AND e.trail_position > $2
             AND ($4::text[] IS NULL OR e.type = ANY ($4))
             AND ($5::text IS NULL OR e.envelope::json #>> '{actor,id}' = $5)
             AND ($6::text[] IS NULL OR split_part(e.stream, '-', 1) = ANY ($6))
             AND ($7::text IS NULL OR e.envelope::json ->> 'occurredAt' COLLATE "C" >= $7)
             AND ($8::text IS NULL OR e.envelope::json ->> 'occurredAt' COLLATE "C" < $8)
           ORDER BY e.trail_position LIMIT $3) e
    LEFT JOIN store.log l ON l.trail = e.trail AND l.trail_position = e.trail_position
   ORDER BY e.trail_position`;

const positionsIn = 'SELECT e.id, e.trail_position FROM store.events e WHERE e.trail = $1 AND e.id = ANY ($2::uuid[])';

/** Behind the columns of an event: those of the log, then `waiting` and `last` of a trail, the others of the log. */
const columns = {
  logIndex: eventColumnCount,
  trail: eventColumnCount + 1,
  trailPosition: eventColumnCount + 2,
  type: eventColumnCount + 3,
  leafHash: eventColumnCount + 4,
  waiting: eventColumnCount + 5,
  last: eventColumnCount + 6,
  previousHash: eventColumnCount + 5,
  previousIndex: eventColumnCount + 6,
  size: eventColumnCount + 7,
} as const;

const leafColumns = 'l.log_index, l.trail, l.trail_position, l.type, l.leaf_hash';

// One statement, one snapshot: an event that is being sequenced is either waiting or logged.
const readTrailRaw = `
  SELECT ${eventColumns}, ${leafColumns},
         EXISTS (SELECT FROM store.work w WHERE w.trail = e.trail AND w.trail_position = e.trail_position),
         h.last
    FROM (SELECT greatest((SELECT max(trail_position) FROM store.events WHERE trail = $1),
                          (SELECT max(trail_position) FROM store.log WHERE trail = $1)) AS last) h
    LEFT JOIN ((SELECT * FROM store.events
                 WHERE trail = $1 AND trail_position > $2 AND ($3::bigint IS NULL OR trail_position <= $3)) e
               FULL JOIN
               (SELECT * FROM store.log
                 WHERE trail = $1 AND trail_position > $2 AND ($3::bigint IS NULL OR trail_position <= $3)) l
               ON l.trail_position = e.trail_position) ON true
   ORDER BY coalesce(e.trail_position, l.trail_position)`;

const readLogRaw = `
  SELECT ${eventColumns}, ${leafColumns}, p.hash, q.log_index, h.size
    FROM (SELECT coalesce(max(log_index) + 1, 0) AS size FROM store.log) h
    LEFT JOIN store.log l ON l.log_index >= $1 AND l.log_index < $2
    LEFT JOIN store.events e ON e.trail = l.trail AND e.trail_position = l.trail_position
    LEFT JOIN store.events p ON p.trail = l.trail AND p.trail_position = l.trail_position - 1
    LEFT JOIN store.log q ON q.trail = l.trail AND q.trail_position = l.trail_position - 1
   ORDER BY l.log_index`;

const adriftEvent = `
  SELECT e.trail, e.trail_position FROM store.events e
   WHERE NOT EXISTS (SELECT FROM store.log l WHERE l.trail = e.trail AND l.trail_position = e.trail_position)
     AND NOT EXISTS (SELECT FROM store.work w WHERE w.trail = e.trail AND w.trail_position = e.trail_position)
   LIMIT 1`;

const holdsEvent = (row: Row): boolean => row[0] !== null;

function leafIn(row: Row) {
  const logIndex = numberAt(row, columns.logIndex);
  if (logIndex === undefined) return undefined;
  const trailPosition = Number(row[columns.trailPosition]);
  return { logIndex, trailPosition, type: textAt(row, columns.type), leafHash: hexAt(row, columns.leafHash) };
}

function entryIn(row: Row): LogEntry | undefined {
  const leaf = leafIn(row);
  if (leaf === undefined) return undefined;
  const previousIndex = numberAt(row, columns.previousIndex);
  return {
    trail: textAt(row, columns.trail),
    ...leaf,
    ...(holdsEvent(row) && { event: storedEventOf(row) }),
    ...(typeof row[columns.previousHash] === 'string' && {
      previous: {
        hash: hexAt(row, columns.previousHash),
        ...(previousIndex !== undefined && { logIndex: previousIndex }),
      },
    }),
  };
}

function numberAt(row: Row, column: number): number | undefined {
  const value = row[column];
  return typeof value === 'string' ? Number(value) : undefined;
}
