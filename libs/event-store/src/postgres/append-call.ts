import type { ClientBase } from 'pg';
import { EventStoreError } from '../errors.js';
import type { Appended } from '../event-store.js';
import type { PreparedAppend } from '../prepare-append.js';
import { asText, textAt, type Row } from './rows.js';

/** `busy`: another transaction holds the trail's lock, and the call was not to wait. */
export type Verdict = Appended | EventStoreError | 'busy';

/**
 * One call of the append function for a group: each append gets its own verdict.
 * @param wait whether to wait for the locks of trails that are being appended to elsewhere
 */
export async function callAppend(
  connection: Pick<ClientBase, 'query'>,
  role: string,
  group: readonly PreparedAppend[],
  wait: boolean,
): Promise<Verdict[]> {
  const events = group.flatMap((append) => append.events);
  const { rows } = await connection.query<Row[number][]>({
    name: 'append',
    text: 'SELECT verdict, stream_position, trail_position, event_id FROM store.append($1, $2, $3, $4, $5, $6, $7)',
    values: [
      group.map(({ stream }) => stream),
      group.map(({ trail }) => trail),
      group.map(({ expected }) => (expected === 'any' ? -1 : expected === 'none' ? 0 : expected)),
      group.map((append) => append.events.length),
      events.map(({ envelope }) => envelope),
      events.map(({ payload }) => payload),
      wait,
    ],
    rowMode: 'array',
    types: asText,
  });
  return group.map((append, index) => verdictOf(append, rows[index] ?? [], role));
}

function verdictOf({ stream, trail, expected }: PreparedAppend, row: Row, role: string): Verdict {
  const verdict = textAt(row, 0);
  switch (verdict) {
    case 'appended':
    case 'duplicate':
      return {
        stream,
        streamPosition: Number(row[1]),
        trailPosition: Number(row[2]),
        duplicate: verdict === 'duplicate',
      };
    case 'conflict':
      return new EventStoreError('STREAM_POSITION_CONFLICT', { stream, expected, actual: Number(row[1]) });
    case 'id_reused':
      return new EventStoreError('EVENT_ID_REUSED', { eventId: textAt(row, 3), stream });
    case 'not_owned':
      return new EventStoreError('STREAM_NOT_OWNED', { stream, role });
    case 'type_not_owned':
      return new EventStoreError('TYPE_NOT_OWNED', { eventId: textAt(row, 3), stream, role });
    case 'trail_not_owned':
      return new EventStoreError('TRAIL_NOT_OWNED', { stream, trail, role });
    case 'trail_changed':
      return new EventStoreError('TRAIL_CHANGED', { stream, trail });
    case 'busy':
      return 'busy';
    default:
      throw new RangeError(`store.append gave the unknown verdict '${verdict}'`);
  }
}
