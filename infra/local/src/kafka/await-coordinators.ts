import { until } from '../until.js';
import { quietClient, type Broker } from './client.js';

const name = 'slipway-first-use';

/**
 * Has the broker set up its coordinators of groups and transactions, which a new one does on first use only: for that long it
 * refuses clients, and those that start side by side would each run out of retries.
 */
export async function awaitCoordinators(broker: Broker, signal?: AbortSignal): Promise<void> {
  await until(() => coordinatorsAnswer(broker), {
    within: 60_000,
    what: "Kafka's coordinators answering",
    every: 200,
    signal,
  });
}

async function coordinatorsAnswer(broker: Broker): Promise<true> {
  const client = quietClient(broker, name);
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
