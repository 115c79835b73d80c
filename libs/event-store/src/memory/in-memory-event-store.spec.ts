import { contractUpcasters, eventStoreContract } from '../contract/event-store.contract.js';
import { InMemoryEventStore } from './in-memory-event-store.js';
import { InMemoryRecords } from './in-memory-records.js';

describe('the in-memory event store', () => {
  eventStoreContract(() => {
    const records = new InMemoryRecords();
    return Promise.resolve({
      storeFor: (service) => new InMemoryEventStore({ service, records, upcasters: contractUpcasters }),
      close: () => Promise.resolve(),
    });
  });
});
