import { contractUpcasters, eventStoreContract } from '../src/contract/event-store.contract.js';
import { PostgresEventStore, Sequencer } from '../src/index.js';
import { testDatabase } from '@slipway/testing';

describe('the PostgreSQL event store', () => {
  eventStoreContract(async () => {
    const database = await testDatabase();
    const sequencer = new Sequencer({ databaseUrl: database.urlFor('audit') });
    sequencer.start();
    const stores: PostgresEventStore[] = [];
    return {
      storeFor(service) {
        const store = new PostgresEventStore({ databaseUrl: database.urlFor(service), upcasters: contractUpcasters });
        stores.push(store);
        return store;
      },
      async close() {
        await Promise.all([sequencer.stop(), ...stores.map((store) => store.close())]);
        await database.drop();
      },
    };
  });
});
