import pg from 'pg';
import { storeError } from '../errors.js';
import {
  checkDigest,
  checkEvidence,
  type DescribedEvidence,
  type EvidenceStore,
  type StoredEvidence,
} from '../evidence-store.js';
import { warnOfBackgroundError, type BackgroundErrorListener } from './durable-connection.js';

export interface PostgresEvidenceStoreOptions {
  readonly databaseUrl: string;
  readonly applicationName?: string;
  readonly onBackgroundError?: BackgroundErrorListener;
}

export class PostgresEvidenceStore implements EvidenceStore {
  private readonly pool: pg.Pool;
  private closing: Promise<void> | undefined;

  constructor({ databaseUrl, applicationName, onBackgroundError }: PostgresEvidenceStoreOptions) {
    this.pool = new pg.Pool({
      connectionString: databaseUrl,
      application_name: applicationName ?? 'slipway evidence',
      max: 2,
      keepAlive: true,
    });
    this.pool.on('error', onBackgroundError ?? warnOfBackgroundError);
  }

  async put(bytes: Uint8Array, mediaType: string): Promise<{ digest: string; size: number }> {
    checkEvidence(bytes, mediaType);
    const [row] = await this.rows<{ digest: string }>('SELECT store.put_evidence($1, $2) AS digest', [
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      mediaType,
    ]);
    const digest = String(row?.digest);
    checkDigest(digest, bytes);
    return { digest, size: bytes.byteLength };
  }

  async get(digest: string): Promise<StoredEvidence | undefined> {
    const [row] = await this.rows<{ bytes: Buffer | null; media_types: string[] }>(
      'SELECT bytes, media_types FROM store.get_evidence($1)',
      [digest],
    );
    if (row === undefined || row.bytes === null) return undefined;
    checkDigest(digest, row.bytes);
    return { bytes: row.bytes, size: row.bytes.byteLength, mediaTypes: row.media_types };
  }

  async describe(digest: string): Promise<DescribedEvidence | undefined> {
    const [row] = await this.rows<{ size: number | null; media_types: string[] }>(
      'SELECT size, media_types FROM store.describe_evidence($1)',
      [digest],
    );
    return row === undefined || row.size === null ? undefined : { size: row.size, mediaTypes: row.media_types };
  }

  close(): Promise<void> {
    return (this.closing ??= this.pool.end());
  }

  private async rows<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(text, values)).rows;
    } catch (cause) {
      throw storeError('evidence', cause);
    }
  }
}
