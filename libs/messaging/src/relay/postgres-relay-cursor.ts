import type { Pool } from 'pg';
import { MessagingError } from '../errors.js';
import type { RelayCursor } from './relay-cursor.js';

/**
 * The table of cursors in a service's own schema; idempotent, for a migration.
 * @param schema a name that the service itself chose, never input.
 */
export function relayCursorTable(schema: string): string {
  return `CREATE TABLE IF NOT EXISTS "${schema}".relay_cursor (
    relay text PRIMARY KEY,
    next_log_index bigint NOT NULL CHECK (next_log_index >= 0),
    moved_at timestamptz NOT NULL DEFAULT now()
  )`;
}

export interface PostgresRelayCursorSettings {
  readonly pool: Pool;
  readonly schema: string;
  /** Key of the row: the relay's topic, with its prefix. */
  readonly relay: string;
}

export class PostgresRelayCursor implements RelayCursor {
  constructor(private readonly settings: PostgresRelayCursorSettings) {}

  async load(): Promise<number | undefined> {
    const { schema, relay } = this.settings;
    const [row] = await this.query(`SELECT next_log_index AS next FROM "${schema}".relay_cursor WHERE relay = $1`, [
      relay,
    ]);
    return row === undefined ? undefined : Number(row['next']);
  }

  async move(next: number): Promise<void> {
    const { schema, relay } = this.settings;
    await this.query(
      `INSERT INTO "${schema}".relay_cursor (relay, next_log_index) VALUES ($1, $2)
       ON CONFLICT (relay) DO UPDATE SET next_log_index = excluded.next_log_index, moved_at = now()`,
      [relay, next],
    );
  }

  private async query(text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
    const { pool, schema, relay } = this.settings;
    try {
      return (await pool.query<Record<string, unknown>>(text, values)).rows;
    } catch (cause) {
      throw new MessagingError('CURSOR_UNAVAILABLE', { relay, table: `${schema}.relay_cursor` }, { cause });
    }
  }
}
