import { Logger } from '@nestjs/common';
import { eventCatalog } from '@slipway/contracts';
import { PostgresEventStore, PostgresEvidenceStore } from '@slipway/event-store';
import type { Environment } from '../config/environment.js';
import type { ServiceOptions } from './service-options.js';

export function openEventStore({ service, events = [] }: ServiceOptions, environment: Environment): PostgresEventStore {
  return new PostgresEventStore({
    databaseUrl: environment.DATABASE_URL,
    applicationName: `slipway-${service}`,
    maximumConnections: environment.DATABASE_POOL_SIZE,
    definitions: new Map([...eventCatalog, ...events.map((definition) => [definition.type, definition] as const)]),
    onBackgroundError: warnOf('event store'),
  });
}

export function openEvidenceStore({ service }: ServiceOptions, environment: Environment): PostgresEvidenceStore {
  return new PostgresEvidenceStore({
    databaseUrl: environment.DATABASE_URL,
    applicationName: `slipway-${service}-evidence`,
    onBackgroundError: warnOf('evidence store'),
  });
}

/** Lost connections and similar errors recover on their own, but they are logged. */
export function warnOf(part: string): (error: unknown) => void {
  const log = new Logger(part);
  return (error) => {
    log.warn({ err: error });
  };
}
