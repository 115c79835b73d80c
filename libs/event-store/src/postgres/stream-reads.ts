import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventStoreError } from '../errors.js';
import { eventColumns, textAt, type Row } from './rows.js';

/** A part of a stream: the events after this position. */
interface Wanted {
  readonly stream: string;
  readonly after: number;
}

const query = `SELECT ${eventColumns}, w.part
  FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY w(stream, after, part)
  CROSS JOIN LATERAL (SELECT * FROM store.events e WHERE e.stream = w.stream AND e.stream_position > w.after) e
  ORDER BY w.part, e.stream_position`;

/** Combines stream reads of one turn of the event loop into one query, because a response often needs several. */
export class StreamReads {
  private wanted: Wanted[] = [];
  private reading: Promise<ReadonlyMap<string, readonly Row[]>> | undefined;

  constructor(private readonly rows: (name: string, text: string, values: unknown[]) => Promise<Row[]>) {}

  async read(stream: string, after: number): Promise<readonly Row[]> {
    const part = String(this.wanted.push({ stream, after }));
    try {
      const byPart = await (this.reading ??= this.readSoon());
      return byPart.get(part) ?? [];
    } catch (error) {
      // Retries each read separately, to find the one that PostgreSQL refuses as invalid data.
      if (error instanceof EventStoreError && error.code === 'DATA_REFUSED') return this.query([{ stream, after }]);
      throw error;
    }
  }

  private async readSoon(): Promise<ReadonlyMap<string, readonly Row[]>> {
    await nextTurn();
    const { wanted } = this;
    this.wanted = [];
    this.reading = undefined;
    return Map.groupBy(await this.query(wanted), (row) => textAt(row, row.length - 1));
  }

  private query(wanted: readonly Wanted[]): Promise<readonly Row[]> {
    return this.rows('read-streams', query, [wanted.map(({ stream }) => stream), wanted.map(({ after }) => after)]);
  }
}
