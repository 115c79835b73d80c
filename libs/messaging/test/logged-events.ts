import { deriveEventId, InMemoryEventStore, type LoggedEvent, type NewEvent } from '@slipway/event-store';
import { defineEvent, topics, type EventDefinition } from '@slipway/contracts';
import { z } from 'zod';

/** Two events of the planning topic and one of another, so that a log holds what a relay must pass over. */
export const Counted = defineEvent('dev.slipway.planning.counted.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: z.string(), number: z.int(), text: z.string().optional() }),
});
export const Unwanted = defineEvent('dev.slipway.planning.unwanted.v1', {
  topic: topics.planning,
  data: z.strictObject({}),
});
export const Foreign = defineEvent('dev.slipway.issues.foreign.v1', {
  topic: topics.issues,
  data: z.strictObject({}),
});
const definitions: readonly EventDefinition[] = [Counted, Unwanted, Foreign];
export const catalog = new Map(definitions.map((definition) => [definition.type, definition]));

const releases = ['shop-1.0.0', 'shop-1.1.0', 'till-2.0.0', 'till-2.1.0', 'mail-3.0.0'];

/** A log that grows on demand. */
export class GrowingLog {
  readonly store = new InMemoryEventStore();
  private appended = 0;

  /** Appends this many Counted events over several releases, and a Foreign one after each tenth. */
  async grow(count: number, text?: string): Promise<void> {
    for (let index = 0; index < count; index++) {
      const number = this.appended++;
      const trail = releases[number % releases.length] ?? '';
      const data = { releaseId: trail, number, ...(text === undefined ? {} : { text }) };
      await this.append(trail, Counted, data, number);
      if (number % 10 === 9) await this.append(trail, Foreign, {}, number);
    }
  }

  /** Appends this many Counted events of one release. */
  async growOne(trail: string, count: number): Promise<void> {
    const group = 500;
    for (let start = 0; start < count; start += group) {
      const events = Array.from({ length: Math.min(group, count - start) }, () => this.counted(trail));
      await this.store.append({ stream: `release-${trail}`, trail, expected: 'any', events });
    }
  }

  async log(): Promise<readonly LoggedEvent[]> {
    return (await this.store.readLog({ from: 0, limit: 100_000 })).events;
  }

  private counted(releaseId: string): NewEvent {
    const number = this.appended++;
    return newEvent(Counted, { releaseId, number }, number);
  }

  private async append(trail: string, definition: EventDefinition, data: object, number: number): Promise<void> {
    const events = [newEvent(definition, data, number)];
    await this.store.append({ stream: `release-${trail}`, trail, expected: 'any', events });
  }
}

function newEvent({ type, schemaVersion }: EventDefinition, data: object, number: number): NewEvent {
  const id = deriveEventId(`${type}:${String(number)}`, 0);
  const cause = { actor: { id: 'ada', kind: 'person' as const, roles: [] }, correlationId: 'c', causationId: 'd' };
  return { id, type, schemaVersion, data, ...cause, occurredAt: new Date().toISOString() };
}
