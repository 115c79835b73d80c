import { randomBytes, randomUUID } from 'node:crypto';
import { factTopics } from '@slipway/contracts';
import fc from 'fast-check';
import type { IHeaders, Message } from 'kafkajs';
import type { Ground } from '../ground.js';
import { fault } from './fault.js';
import { asStranger, send } from './stranger.js';

/** The log position that a forged event claims. */
const places = {
  'its own': (index: number) => index,
  another: (index: number) => index + 1,
  'the first': () => 0,
  'far ahead': () => 999_999_999,
} as const;
const wrongs = { nothing: undefined, nul: 'a\0b', long: 'x'.repeat(5000), blank: '' } as const;

const namesOf = <Names extends string>(named: Readonly<Record<Names, unknown>>) => Object.keys(named) as Names[];

/** The false fields of a forged event, which nobody stored in any case. */
interface Lie {
  readonly place: keyof typeof places;
  readonly correlation: keyof typeof wrongs;
  readonly hash: string;
}

/** An event of ours that nobody stored: a copy of a real one with a new id, as if it had happened again. */
export const forgeEvents = fault({
  name: 'forge-events',
  plans: () =>
    fc.record({
      which: fc.double({ min: 0, max: 0.999, noNaN: true }),
      place: fc.constantFrom(...namesOf(places)),
      correlation: fc.constantFrom(...namesOf(wrongs)),
      hash: fc.constantFrom('a real', 'an invented'),
      count: fc.integer({ min: 1, max: 5 }),
    }),
  says: ({ place, correlation, hash, count }) =>
    `${String(count)} forged events with ${hash} hash, in ${place} place of the log, ${correlation} wrong with the correlation`,
  inflict: async ({ which, count, ...lie }, ground) => {
    const originals = await someOfTheLog(which, count, ground);
    await asStranger(ground, async (producer) => {
      for (const original of originals) await send(producer, original.topic, [forged(original, lie)]);
    });
  },
});

interface Original {
  readonly index: number;
  readonly topic: string;
  readonly trail: string;
  readonly position: number;
  readonly stream: string;
  readonly streamPosition: number;
  readonly type: string;
  readonly payload: string;
  readonly envelope: string;
  readonly hash: string;
  readonly leafHash: string;
}

async function someOfTheLog(which: number, count: number, { database }: Ground): Promise<readonly Original[]> {
  const rows = await database.ask<Omit<Original, 'topic'>>(
    `SELECT l.log_index::int AS index, e.trail, e.trail_position::int AS position, e.stream, e.type, e.payload, e.envelope,
            e.stream_position::int AS "streamPosition", encode(e.hash, 'hex') AS hash, encode(e.leaf_hash, 'hex') AS "leafHash"
       FROM store.log l JOIN store.events e USING (trail, trail_position)
      WHERE l.log_index >= floor($1::float8 * (SELECT max(log_index) FROM store.log)) ORDER BY l.log_index LIMIT $2`,
    [which, count],
  );
  return rows.flatMap((row) => {
    const topic = factTopics.find((name) => name.split('.')[1] === row.type.split('.')[2]);
    return topic === undefined ? [] : [{ ...row, topic }];
  });
}

function forged(original: Original, { place, correlation, hash }: Lie): Message {
  const { actor, occurredAt } = JSON.parse(original.envelope) as { actor: object; occurredAt: string };
  const hashes = hash === 'a real' ? original : { hash: invented(), leafHash: invented() };
  const headers: IHeaders = {
    ...{ 'content-type': 'application/json', ce_specversion: '1.0', ce_id: randomUUID(), ce_type: original.type },
    ...{ ce_source: `/slipway/${original.type.split('.')[2] ?? ''}`, ce_time: occurredAt, ce_subject: original.stream },
    ...{ ce_logindex: String(places[place](original.index)), ce_trail: original.trail },
    ...{ ce_trailposition: String(original.position), ce_streamposition: String(original.streamPosition) },
    ...{ ce_hash: hashes.hash, ce_leafhash: hashes.leafHash },
    ...{ ce_recordedat: occurredAt, ce_actor: JSON.stringify(actor) },
    ...{ ce_correlationid: wrongs[correlation] ?? randomUUID(), ce_causationid: randomUUID() },
  };
  return { key: original.trail, value: original.payload, headers };
}

const invented = (): string => randomBytes(32).toString('hex');
