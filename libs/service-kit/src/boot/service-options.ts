import type { EventDefinition, ServiceName } from '@slipway/contracts';
import type { MigrationInterface } from 'typeorm';
import type { AnyDecider } from '../aggregate/outcome.js';
import type { Projection, RowClass } from '../projection/projection.js';

/** What a service is made of, beside its controllers, reactions and timers (which are ordinary providers). */
export interface ServiceOptions {
  readonly service: ServiceName;
  readonly aggregates?: readonly AnyDecider[];
  /** Beside the kit's own of received evidence, which every service with aggregates has. */
  readonly projections?: readonly Projection[];
  /** TypeORM entities of the service's schema; those of projections are added by themselves. */
  readonly entities?: readonly RowClass[];
  /** TypeORM migrations of the service's schema, run at boot under a lock. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
  /** HTTP status of a rejection by its code; 409 when not named. */
  readonly rejectionStatus?: Readonly<Record<string, number>>;
  /** Events beyond the published catalog; for tests. */
  readonly events?: readonly EventDefinition[];
}
