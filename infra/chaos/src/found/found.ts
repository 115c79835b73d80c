import { createHash } from 'node:crypto';
import { topics } from '@slipway/contracts';
import { readTopics, type TopicMessage } from '@slipway/local';
import { z } from 'zod';
import { chaosHeader, type Ground } from '../ground.js';

/** An event of the log. */
export interface Logged {
  readonly index: number;
  readonly id: string;
  readonly type: string;
  readonly trail: string;
  readonly position: number;
  readonly stream: string;
  readonly causationId: string;
}

/** A message of a topic, without its content. */
export interface Lying {
  readonly partition: number;
  readonly offset: string;
  /** When the broker got it, in milliseconds since 1970. */
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The stream in which intake records it, if the message names its source. */
  readonly inbound: string | undefined;
  /** Whether this program sent it. */
  readonly ours: boolean;
}

/** Everything that is stored when the system is quiet again. */
export interface Found {
  readonly log: readonly Logged[];
  /** Stored, but not in the log. */
  readonly unlogged: number;
  readonly messages: ReadonlyMap<string, readonly Lying[]>;
}

const Names = z.object({ source: z.string(), id: z.string() });
const Origin = z.union([Names, z.preprocess(parsed, Names)]);

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const keptHeaders = /^(ce_(id|logindex|recordedat|source)|slipway_deadletter_(reason|group|topic|partition|offset))$/;

/** Reads the log, then the topics: every event of the log must be on a topic, and topics can have newer ones. */
export async function look({ database, system }: Ground): Promise<Found> {
  const log = await database.ask<Logged>(
    `SELECT l.log_index::int AS index, e.id, e.type, e.trail, e.trail_position::int AS position, e.stream,
            e.envelope::json->>'causationId' AS "causationId"
       FROM store.log l JOIN store.events e USING (trail, trail_position) ORDER BY l.log_index`,
  );
  const [counted] = await database.ask<{ unlogged: number }>(
    `SELECT count(*)::int AS unlogged FROM store.events e
      WHERE NOT EXISTS (SELECT FROM store.log l WHERE l.trail = e.trail AND l.trail_position = e.trail_position)
        AND e.recorded_at < now() - interval '5 seconds'`,
  );
  const messages = new Map<string, Lying[]>(Object.values(topics).map((topic) => [topic, []]));
  await readTopics(system.kafkaBrokers, Object.values(topics), (heard) => {
    messages.get(heard.topic)?.push(lying(heard));
  });
  return { log, unlogged: counted?.unlogged ?? 0, messages };
}

function lying({ topic, partition, message }: TopicMessage): Lying {
  const { offset, timestamp, value, headers = {} } = message;
  const kept = Object.entries(headers).filter(([name]) => keptHeaders.test(name));
  const texts = Object.fromEntries(kept.map(([name, text]) => [name, String(text)]));
  return {
    ...{ partition, offset, at: Number(timestamp), ours: headers[chaosHeader] !== undefined },
    ...{ headers: texts, inbound: topic === topics.ingest ? inboundStream(texts, String(value)) : undefined },
  };
}

/** As intake names it: by source and id, which are headers in binary mode and fields of the value in structured mode. */
function inboundStream(headers: Lying['headers'], value: string): string | undefined {
  const { ce_source: source, ce_id: id } = headers;
  const named = Origin.safeParse(source === undefined || id === undefined ? value : { source, id });
  if (!named.success) return undefined;
  return `inbound-${createHash('sha256').update(`${named.data.source}\n${named.data.id}`).digest('hex')}`;
}
