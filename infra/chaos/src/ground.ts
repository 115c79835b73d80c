import type { RunningSystem } from '@slipway/local';
import type { OutsideWorld, Stage } from '@slipway/scenarios';
import type { Kafka } from 'kafkajs';
import type { Database } from './database.js';

/** The system under test: the target of the faults and of the checks. */
export interface Ground {
  readonly system: RunningSystem;
  readonly world: OutsideWorld;
  readonly stage: Stage;
  readonly database: Database;
  /** As a stranger who can reach the broker. */
  readonly kafka: Kafka;
}

/** The header that marks the messages of this program. */
export const chaosHeader = 'x-chaos';
