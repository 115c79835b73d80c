import { Kafka, logLevel } from 'kafkajs';
import { until } from '../until.js';

const name = 'slipway-first-use';

/**
 * Has the broker set up its coordinators of groups and transactions, which a new one does on first use only: for that long it
 * refuses clients, and those that start side by side would each run out of retries.
 */
export async function awaitCoordinators(brokers: string, signal?: AbortSignal): Promise<void> {
  await until(() => coordinatorsAnswer(brokers), {
    within: 60_000,
    what: "Kafka's coordinators answering",
    every: 200,
    signal,
  });
}

async function coordinatorsAnswer(brokers: string): Promise<true> {
  const client = new Kafka({ clientId: name, brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = client.admin();
  const producer = client.producer({ transactionalId: name, idempotent: true, maxInFlightRequests: 1 });
  try {
    await admin.connect();
    await admin.fetchOffsets({ groupId: name });
    // Connecting initialises the transactional id; nothing is written.
    await producer.connect();
    return true;
  } finally {
    await producer.disconnect();
    await admin.disconnect();
  }
}
