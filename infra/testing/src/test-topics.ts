import { randomBytes } from 'node:crypto';
import { createTopics, deleteTopics } from '@slipway/local/topics';
import { testEnvironment } from './environment.js';

export interface TestTopics {
  /** For TOPIC_PREFIX: no other test file has it. */
  readonly prefix: string;
  readonly brokers: string;
  /** Creates these topics, or all of the system's, each under the prefix. Answers the full names. */
  create(names?: readonly string[], settings?: { readonly partitions?: number }): Promise<readonly string[]>;
  /** Removes what was created. */
  drop(): Promise<void>;
}

/** Topics of its own for a test file on the broker that all share. */
export function testTopics(): TestTopics {
  const brokers = testEnvironment('SLIPWAY_TEST_KAFKA_BROKERS');
  const prefix = `test-${randomBytes(5).toString('hex')}.`;
  const created: string[] = [];
  return {
    prefix,
    brokers,
    async create(names, { partitions = 3 } = {}) {
      const fullNames = await createTopics(brokers, { prefix, partitions, retentionDays: 1 }, names);
      created.push(...fullNames);
      return fullNames;
    },
    async drop() {
      if (created.length > 0) await deleteTopics(brokers, created.splice(0));
    },
  };
}
