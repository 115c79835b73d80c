import { StepStarted, topics } from '@slipway/contracts';
import { InMemoryEventStore } from '@slipway/event-store';
import type { OutgoingMessage } from '@slipway/messaging';
import { sayGivenUp } from './say-given-up.js';

const ids = ['0199aaaa-0000-7000-8000-000000000001', '0199aaaa-0000-7000-8000-000000000002'] as const;
const events = ids.map((id) => ({
  ...{ id, type: StepStarted.type, schemaVersion: 1, data: { releaseId: 'shop-1.0.0' } },
  ...{ occurredAt: '2026-11-23T10:00:00.000Z', correlationId: 'errand', causationId: id },
  actor: { id: 'planning', kind: 'service' as const, roles: [] },
}));

async function said(payload: unknown) {
  const letters: OutgoingMessage[] = [];
  const publish = (topic: string, messages: readonly OutgoingMessage[]) => {
    expect(topic).toBe(topics.deadLetter);
    letters.push(...messages);
    return Promise.resolve();
  };
  const store = new InMemoryEventStore();
  await store.append({ stream: 'flow-shop-1.0.0', trail: 'shop-1.0.0', expected: 'none', events });
  const timer = { name: 'run-checks', id: 'a', at: '2026-11-23T10:00:00.000Z', payload, reason: 'its process died' };
  await sayGivenUp(timer, { service: 'validation', store, bus: { publish } });
  return letters.map(({ headers }) => headers);
}

it('sets the fact aside that ordered the work, with the reason', async () => {
  const origin = { correlationId: 'errand', causedBy: ids[0] };
  expect(await said({ releaseId: 'shop-1.0.0', origin })).toMatchObject([
    {
      ...{ ce_id: ids[0], ce_trail: 'shop-1.0.0', slipway_deadletter_group: 'validation.timer.run-checks' },
      ...{ slipway_deadletter_reason: 'TIMER_GIVEN_UP', slipway_deadletter_detail: 'its process died' },
      slipway_deadletter_topic: topics.planning,
    },
  ]);
});

it('says it of the newest fact when a person ordered the work', async () => {
  expect(await said({ release: { releaseId: 'shop-1.0.0' } })).toMatchObject([{ ce_id: ids[1] }]);
});

it('says nothing on a trail when the work is for no release', async () => {
  expect(await said(null)).toEqual([]);
});
