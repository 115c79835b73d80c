import type { EventDefinition, ServiceName } from '@slipway/contracts';
import type { MigrationInterface } from 'typeorm';
import type { AnyDecider } from '../aggregate/outcome.js';
import type { Projection, RowClass } from '../projection/projection.js';

/** The parts of a service, in addition to its controllers, reactions and timers (which are ordinary providers). */
export interface ServiceOptions {
  readonly service: ServiceName;
  readonly aggregates?: readonly AnyDecider[];
  /** In addition to the projection of received evidence, which every service with aggregates has. */
  readonly projections?: readonly Projection[];
  /** TypeORM entities of the service's schema. Those of projections are added automatically. */
  readonly entities?: readonly RowClass[];
  /** TypeORM migrations of the service's schema, run at boot under a lock. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
  /** HTTP status of a rejection by its code; 409 when not named. */
  readonly rejectionStatus?: Readonly<Record<string, number>>;
  /** Events beyond the published catalog; for tests. */
  readonly events?: readonly EventDefinition[];
}
