import { topics } from '@slipway/contracts';
import { rest } from '@slipway/event-store';
import { Kafka, logLevel, type Consumer, type KafkaMessage } from 'kafkajs';

export interface TrailEvent {
  /** Without `dev.slipway.` and its version: `planning.step-started`. */
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const { ingest: _ingest, deadLetter: _deadLetter, checkpoints: _checkpoints, ...published } = topics;

/** Every event of every release, as a subscriber of the topics hears it. */
export class Trails {
  private readonly heard = new Map<string, TrailEvent[]>();
  private readonly ids = new Set<string>();
  private readonly listeners = new Map<string, Set<() => void>>();

  private constructor(private readonly consumer: Consumer) {}

  static async follow(brokers: string, prefix: string): Promise<Trails> {
    const kafka = new Kafka({ clientId: 'scenarios', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: `${prefix}scenarios`, maxWaitTimeInMs: 100 });
    const trails = new Trails(consumer);
    await consumer.connect();
    await consumer.subscribe({ topics: Object.values(published).map((name) => prefix + name), fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        trails.hear(message);
        return Promise.resolve();
      },
    });
    return trails;
  }

  of(releaseId: string): readonly TrailEvent[] {
    return this.heard.get(releaseId) ?? [];
  }

  /** Resolves when the release has more than this number of events, or after a while without new ones. */
  async more(releaseId: string, than: number, patience: number): Promise<void> {
    if (this.of(releaseId).length > than) return;
    const listening = new AbortController();
    const listeners = this.listeners.get(releaseId) ?? new Set();
    this.listeners.set(releaseId, listeners);
    const wake = () => {
      listening.abort();
    };
    listeners.add(wake);
    await rest(patience, listening.signal);
    listeners.delete(wake);
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
  }

  /** A killed broker can deliver a message twice, and anyone can write to a topic. */
  private hear({ key, value, headers }: KafkaMessage): void {
    const id = String(headers?.['ce_id']);
    const data = objectIn(String(value));
    if (data === undefined || this.ids.has(id)) return;
    this.ids.add(id);
    const releaseId = String(key);
    const type = String(headers?.['ce_type'])
      .replace(/^dev\.slipway\./, '')
      .replace(/\.v\d+$/, '');
    const events = this.heard.get(releaseId) ?? [];
    events.push({ type, at: String(headers?.['ce_time']), data });
    this.heard.set(releaseId, events);
    for (const wake of this.listeners.get(releaseId) ?? []) wake();
  }
}

function objectIn(text: string): TrailEvent['data'] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as TrailEvent['data']) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
