import Broker from 'kafkajs/src/broker/index.js';

type Ask = Broker['findGroupCoordinator'];

/**
 * The coordinator of transactions. Consumer groups ask at their start and after a loss, so they need the current
 * answer.
 */
const transaction = 1;
/** Milliseconds for which an answer counts: well below what kafkajs takes for its tries to begin a transaction. */
const countsFor = 1000;

const patched = Symbol('known coordinator');

/** Asks again only after a while, or when there was no answer. */
export function rememberingCoordinators(ask: Ask): Ask {
  const answers = new WeakMap<Broker, Map<string, { readonly until: number; readonly answer: Promise<unknown> }>>();
  return async function (this: Broker, asked): Promise<unknown> {
    if (asked.coordinatorType !== transaction) return ask.call(this, asked);
    const known = answers.get(this) ?? new Map<string, { until: number; answer: Promise<unknown> }>();
    answers.set(this, known);
    const last = known.get(asked.groupId);
    if (last !== undefined && performance.now() < last.until) return last.answer;
    const answer = ask.call(this, asked);
    known.set(asked.groupId, { until: performance.now() + countsFor, answer });
    try {
      return await answer;
    } catch (error) {
      known.delete(asked.groupId);
      throw error;
    }
  };
}

/**
 * kafkajs 2.2.4 asks for the coordinator twice in each transaction: two of five requests of a relay. When the coordinator has moved,
 * the transaction fails, and with it the term of its relay.
 */
export function rememberCoordinators(): void {
  const prototype = Broker.prototype as Broker & { [patched]?: true };
  if (prototype[patched] === true) return;
  prototype[patched] = true;
  const ask: unknown = Reflect.get(prototype, 'findGroupCoordinator');
  if (typeof ask !== 'function') throw new TypeError('kafkajs has changed: see whether this is still needed');
  prototype.findGroupCoordinator = rememberingCoordinators(ask as Ask);
}
