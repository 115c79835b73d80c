import { eventCatalog } from '@slipway/contracts';
import type { Found, Lying, Logged } from '../found/found.js';
import { some, type Check } from './check.js';

interface OnTopic {
  readonly topic: string;
  readonly expected: readonly Logged[];
  /** The messages that the system itself published. */
  readonly there: readonly Lying[];
}

function byTopic({ log, messages }: Found): readonly OnTopic[] {
  const expected = Map.groupBy(log, ({ type }) => eventCatalog.get(type)?.topic);
  return [...messages].flatMap(([topic, all]) => {
    const its = [...expected].find(([name]) => name === topic)?.[1];
    return its === undefined ? [] : [{ topic, expected: its, there: all.filter(({ ours }) => !ours) }];
  });
}

const idsOf = (messages: readonly Lying[]) => messages.map(({ headers }) => headers['ce_id'] ?? 'no id');

export const everyEventIsOnItsTopic: Check = {
  promise: 'each event is on its topic',
  heals: true,
  findings: ({ found }) =>
    byTopic(found).flatMap(({ topic, expected, there }) => {
      const ids = new Set(idsOf(there));
      const missing = expected.filter(({ id }) => !ids.has(id));
      return some(
        `missing on ${topic}`,
        'the relay: its log, relay_cursor of its schema',
        missing.map(({ id, index }) => `${id} (${String(index)})`),
      );
    }),
};

export const nothingIsTwiceOnATopic: Check = {
  promise: 'no event is on its topic twice, and nothing is that the log does not have',
  heals: false,
  findings: ({ found }) => {
    const logged = new Set(found.log.map(({ id }) => id));
    return byTopic(found)
      .flatMap(({ topic, there }) => {
        const seen = new Set<string>();
        const doubled = idsOf(there).filter((id) => seen.size === seen.add(id).size);
        return some(`more than once on ${topic}`, 'the relay: who took over from whom', doubled);
      })
      .concat(foreign(found, logged));
  },
};

/** The log was read before the topics, so an event that arrived in between is legitimate. */
function foreign({ messages, log }: Found, logged: ReadonlySet<string>) {
  const foreigners = [...messages].flatMap(([topic, all]) =>
    /^release\.(ingest|dead-letter|checkpoints)\./.test(topic)
      ? []
      : all.filter(
          ({ ours, headers }) =>
            !ours && !logged.has(headers['ce_id'] ?? '') && Number(headers['ce_logindex']) < log.length,
        ),
  );
  return some('on a topic and not in the log', 'who published it', idsOf(foreigners));
}

export const topicsAreInLogOrder: Check = {
  promise: 'each partition has its events in the order of the log',
  heals: false,
  findings: ({ found }) =>
    byTopic(found).flatMap(({ topic, there }) => {
      const last = new Map<number, number>();
      const wrong = there.filter(({ partition, headers }) => {
        const index = Number(headers['ce_logindex']);
        const before = last.get(partition) ?? -1;
        last.set(partition, index);
        return index <= before;
      });
      return some(`out of order on ${topic}`, 'the relay: who took over from whom', idsOf(wrong));
    }),
};
