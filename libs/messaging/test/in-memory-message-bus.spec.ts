import { InMemoryBroker, InMemoryMessageBus } from '../src/index.js';
import { messageBusContract } from './message-bus.contract.js';

describe('the in-memory bus', () => {
  const broker = new InMemoryBroker();
  messageBusContract(() => new InMemoryMessageBus(broker));
});
