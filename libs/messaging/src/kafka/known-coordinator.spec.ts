import { jest } from '@jest/globals';
import Broker from 'kafkajs/src/broker/index.js';
import { rememberingCoordinators } from './known-coordinator.js';

/** A broker that notes down what it is asked. */
function asking() {
  const asked: string[] = [];
  const outcome = { fails: false };
  const ask = rememberingCoordinators(({ groupId }) => {
    asked.push(groupId);
    return outcome.fails ? Promise.reject(new Error('not available')) : Promise.resolve(groupId);
  });
  const broker = Object.create(Broker.prototype) as Broker;
  const find = (groupId: string, coordinatorType = 1): Promise<unknown> =>
    ask.call(broker, { groupId, coordinatorType });
  return { asked, outcome, find };
}

describe('the coordinator of a transaction', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is asked for once in a while', async () => {
    const { asked, find } = asking();
    expect([await find('a'), await find('a'), await find('b')]).toEqual(['a', 'a', 'b']);
    jest.advanceTimersByTime(1001);
    await find('a');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('is asked for again when there was no answer', async () => {
    const { outcome, find } = asking();
    outcome.fails = true;
    await expect(find('a')).rejects.toThrow('not available');
    outcome.fails = false;
    await expect(find('a')).resolves.toBe('a');
  });

  it('is none of a consumer group', async () => {
    const { asked, find } = asking();
    await find('a', 0);
    await find('a', 0);
    expect(asked).toEqual(['a', 'a']);
  });
});
