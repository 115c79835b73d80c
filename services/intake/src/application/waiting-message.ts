import type { Topic } from '@slipway/contracts';
import type { Headers, IncomingMessage } from '@slipway/messaging';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message of the topic that waits for the [rv] of its release, with its original bytes. */
@Entity('waiting_message')
export class WaitingMessage {
  /** Its place in the topic: it waits once, however often it is delivered. */
  @PrimaryColumn('text')
  id!: string;

  @Column({ type: 'bigint', insert: false, update: false })
  arrival!: string;

  @Column('text', { name: 'release_id' })
  releaseId!: string;

  /** The publisher of the message. */
  @Column('text')
  sender!: string;

  @Column('text')
  topic!: Topic;

  @Column('integer')
  partition!: number;

  @Column('text', { name: 'message_offset' })
  offset!: string;

  @Column('text', { name: 'message_timestamp' })
  timestamp!: string;

  @Column('bytea', { nullable: true })
  key!: Buffer | null;

  /** JSON, each value in base64: a header is bytes, and a JSON column can refuse its name. */
  @Column('text')
  headers!: string;

  @Column('bytea', { nullable: true })
  value!: Buffer | null;

  /** What it takes up. */
  @Column('integer')
  bytes!: number;

  /** When it came. */
  @Column('text')
  since!: string;

  /** Of the next try. */
  @Column('text', { name: 'due_at' })
  dueAt!: string;

  /** Milliseconds, without the pause that is under way. */
  @Column('integer')
  waited!: number;

  @Column('integer')
  tries!: number;
}

/** A topic that is made again counts from zero again; its messages have other times. */
export const waitingId = ({ topic, partition, offset, timestamp }: IncomingMessage): string =>
  `waiting:${JSON.stringify([topic, partition, offset, timestamp])}`;

/** What a row has of the message itself. */
export function rowOf(message: IncomingMessage) {
  const { topic, partition, offset, timestamp, key, value } = message;
  const headers = writtenHeaders(message.headers);
  const bytes = (key?.byteLength ?? 0) + headers.length + (value?.byteLength ?? 0);
  return { id: waitingId(message), topic, partition, offset, timestamp, key, headers, value, bytes };
}

export function messageOf({ topic, partition, offset, timestamp, key, headers, value }: WaitingMessage) {
  return { topic, partition, offset, timestamp, key, headers: readHeaders(headers), value };
}

const base64 = (value: string | Buffer): string => Buffer.from(value).toString('base64');
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');

function writtenHeaders(headers: Headers): string {
  const written = Object.entries(headers).flatMap(([name, value]): [string, string | string[]][] => {
    if (value === undefined) return [];
    return [[name, Array.isArray(value) ? value.map(base64) : base64(value)]];
  });
  return JSON.stringify(written);
}

const readHeaders = (written: string): Headers =>
  Object.fromEntries(
    (JSON.parse(written) as [string, string | string[]][]).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(bytes) : bytes(value),
    ]),
  );
