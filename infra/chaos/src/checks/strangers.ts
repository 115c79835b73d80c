import { topics } from '@slipway/contracts';
import type { Ground } from '../ground.js';
import { some, type Check } from './check.js';

export const nobodyActsOnForgedEvents: Check = {
  promise: 'nobody acts on an event that the log does not have',
  heals: false,
  findings: ({ found: { log, messages } }) => {
    const forged = new Set(
      [...messages]
        .filter(([topic]) => topic !== topics.ingest && topic !== topics.deadLetter)
        .flatMap(([, all]) => all.filter(({ ours }) => ours).flatMap(({ headers }) => headers['ce_id'] ?? [])),
    );
    const caused = log.filter(({ causationId }) => forged.has(causationId));
    const look = 'whose stream they are in: its reaction took a foreign message for a fact';
    return some(
      'caused by a forged event',
      look,
      caused.map(({ type, trail }) => `${type} of ${trail}`),
    );
  },
};

const placeOf = (topic: string, partition: number | string, offset: string) =>
  `${topic}/${String(partition)}/${offset}`;

export const nothingSentIsLost: Check = {
  promise: 'each message to the door for other systems is recorded, or a dead letter with its reason',
  heals: true,
  findings: async ({ found: { log, messages }, ground }) => {
    const streams = new Set(log.map(({ stream }) => stream));
    const refused = new Set(
      (messages.get(topics.deadLetter) ?? [])
        .filter(({ headers }) => headers['slipway_deadletter_reason'] !== undefined)
        .map(({ headers }) =>
          placeOf(
            headers['slipway_deadletter_topic'] ?? '',
            headers['slipway_deadletter_partition'] ?? '',
            headers['slipway_deadletter_offset'] ?? '',
          ),
        ),
    );
    const waiting = await waitingPlaces(ground);
    const lost = (messages.get(topics.ingest) ?? []).filter((message) => {
      const place = placeOf(topics.ingest, message.partition, message.offset);
      return !refused.has(place) && !waiting.has(place) && !streams.has(message.inbound ?? '');
    });
    const look = 'intake: its log, the lag of its group, intake.waiting_message';
    return some(
      'neither recorded nor refused',
      look,
      lost.map(({ partition, offset }) => placeOf(topics.ingest, partition, offset)),
    );
  },
};

async function waitingPlaces({ database }: Ground) {
  const rows = await database.ask<{ topic: string; partition: number; offset: string }>(
    'SELECT topic, partition, message_offset AS offset FROM intake.waiting_message',
  );
  return new Set(rows.map(({ topic, partition, offset }) => placeOf(topic, partition, offset)));
}
