import { randomUUID } from 'node:crypto';
import { ownerOf, wordsOf } from '@slipway/contracts';
import type { Append, ExpectedPosition, NewEvent } from '../event-store.js';

export function sampleEvent(change: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    type: 'dev.slipway.planning.sample-recorded.v1',
    schemaVersion: 1,
    data: { text: 'Grüße, 世界 🚢', number: 1e21, nested: { b: 2, a: [true, null, 'x\u0001y'] } },
    actor: { id: 'ada', kind: 'person', roles: ['release-manager'] },
    correlationId: randomUUID(),
    causationId: randomUUID(),
    occurredAt: '2026-11-23T10:00:00.000Z',
    ...change,
  };
}

/** A trail and stream that no other test uses. */
export function freshRelease(): { stream: string; trail: string } {
  const trail = `shop-${randomUUID()}`;
  return { stream: `release-${trail}`, trail };
}

export function sampleAppend(
  target: { stream: string; trail: string },
  expected: ExpectedPosition = 'any',
  events: readonly NewEvent[] = [
    sampleEvent({ type: `${wordsOf(ownerOf(target.stream) ?? 'planning')}sample-recorded.v1` }),
  ],
): Append {
  return { ...target, expected, events };
}
