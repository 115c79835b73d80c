import { eventually } from '../eventually.js';
import { quietClient, type Broker } from './client.js';

const name = 'slipway-first-use';

/**
 * Makes the broker set up its group and transaction coordinators. A new broker does so on first use; until then it
 * refuses clients, and clients that start concurrently would run out of retries.
 */
export async function awaitCoordinators(broker: Broker, signal?: AbortSignal): Promise<void> {
  await eventually(() => coordinatorsAnswer(broker), {
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
