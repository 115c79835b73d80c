import { randomUUID } from 'node:crypto';
import type { DomainEvent } from '@slipway/contracts';
import { PostgresEvidenceStore } from '@slipway/event-store';
import { pageOf, startService, type Page } from '@slipway/service-kit';
import { ServiceUnderTest, type OtherServiceName } from '@slipway/testing/services';
import pg from 'pg';
import { AuditedRelease } from '../src/api/release.answer.js';
import { TrailEntryAnswer } from '../src/api/trail.answer.js';
import { AuditModule } from '../src/audit.module.js';

export interface Said {
  readonly by: OtherServiceName;
  readonly category: string;
  readonly trail: string;
  readonly fact: DomainEvent;
  readonly at: string;
  /** The person who did it; the service itself when absent. */
  readonly person?: string;
  readonly because?: string;
}

interface Call {
  readonly as?: string;
  readonly method?: string;
  readonly accept?: string;
}

const trailTables = ['events', 'log'] as const;

/** The audit service beside trails that the other services have written. */
export class AuditSystem {
  private constructor(private readonly audit: ServiceUnderTest) {}

  static async start(): Promise<AuditSystem> {
    const launch = (environment: Record<string, string>) =>
      startService(AuditModule, { service: 'audit', environment });
    return new AuditSystem(await ServiceUnderTest.start({ name: 'audit', launch }));
  }

  stop(): Promise<void> {
    return this.audit.stop();
  }

  /** Answers the id of the event. */
  async say({ by, category, trail, fact, at, person, because = randomUUID() }: Said): Promise<string> {
    const { id } = await this.audit.other(by).records(category, trail, fact, {
      occurredAt: at,
      causationId: because,
      ...(person === undefined ? {} : { actor: { id: person, kind: 'person', roles: ['release-manager'] } }),
    });
    return id;
  }

  async keep(text: string, mediaType: string) {
    const store = new PostgresEvidenceStore({ databaseUrl: this.audit.database.urlFor('planning') });
    try {
      return await store.put(Buffer.from(text), mediaType);
    } finally {
      await store.close();
    }
  }

  async call(path: string, { as = 'edsger', method = 'GET', accept }: Call = {}) {
    const answer = await this.audit.call(method, `v1/${path}`, {
      as: as === 'nobody' ? undefined : as,
      key: randomUUID(),
      ...(accept === undefined ? {} : { headers: { accept } }),
    });
    return { ...answer, type: answer.headers.get('content-type') ?? '' };
  }

  gapsInOpenApi(): Promise<string[]> {
    return this.audit.gapsInOpenApi();
  }

  async releases(query: string): Promise<Page<AuditedRelease>> {
    return pageOf(AuditedRelease).parse((await this.call(`releases?${query}`)).body);
  }

  async trail(releaseId: string, query = ''): Promise<Page<TrailEntryAnswer>> {
    return pageOf(TrailEntryAnswer).parse((await this.call(`releases/${releaseId}/trail?${query}`)).body);
  }

  /** Tampers with what the store has of a trail, looks, and puts everything back. */
  async whileTampered(trail: string, statements: readonly string[], look: () => Promise<void>): Promise<void> {
    const admin = new pg.Client({ connectionString: this.audit.database.adminUrl });
    await admin.connect();
    try {
      await admin.query('SET session_replication_role = replica');
      for (const table of trailTables) {
        const rows = `SELECT * FROM store.${table} WHERE trail = ${pg.escapeLiteral(trail)}`;
        await admin.query(`CREATE TEMP TABLE kept_${table} AS ${rows}`);
      }
      for (const statement of statements) expect((await admin.query(statement, [trail])).rowCount).toBeGreaterThan(0);
      await look();
    } finally {
      for (const table of trailTables) {
        await admin.query(`DELETE FROM store.${table} WHERE trail = $1`, [trail]);
        await admin.query(`INSERT INTO store.${table} SELECT * FROM kept_${table}`);
      }
      await admin.end();
    }
  }

  /** What nobody but the owner of the server's disks can do: a superuser with the triggers switched off. */
  async tamper(statement: string, values: readonly unknown[]): Promise<number> {
    const admin = new pg.Client({ connectionString: this.audit.database.adminUrl });
    await admin.connect();
    try {
      await admin.query('SET session_replication_role = replica');
      return (await admin.query(statement, [...values])).rowCount ?? 0;
    } finally {
      await admin.end();
    }
  }
}
