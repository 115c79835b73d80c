import { freshRelease, sampleAppend, sampleEvent } from './sample-events.js';
import type { EventStoreUnderTest } from './event-store.contract.js';

/** What no store takes, part of the suite of every event store. */
export function appendRefusals(underTest: () => EventStoreUnderTest): void {
  describe('what readers rely on', () => {
    it.each([
      { service: 'planning' as const, stream: 'release', trail: `artifact-${'a'.repeat(64)}` },
      { service: 'issues' as const, stream: 'desk', trail: 'platform' },
      { service: 'intake' as const, stream: 'inbound', trail: 'platform' },
      { service: 'audit' as const, stream: 'checkpoint', trail: 'shop-1.1.0' },
    ])('refuses $service the trail $trail', async ({ service, stream, trail }) => {
      const target = { trail, stream: `${stream}-${freshRelease().trail}` };
      await expect(underTest().storeFor(service).append(sampleAppend(target))).rejects.toMatchObject({
        code: 'TRAIL_NOT_OWNED',
        details: { ...target, role: `slipway_${service}` },
      });
    });

    it('keeps a stream in the trail that it began in', async () => {
      const store = underTest().storeFor('planning');
      const target = freshRelease();
      await store.append(sampleAppend(target));
      const elsewhere = { ...target, trail: freshRelease().trail };
      for (const expected of ['any', 1] as const) {
        await expect(store.append(sampleAppend(elsewhere, expected))).rejects.toMatchObject({
          code: 'TRAIL_CHANGED',
          details: elsewhere,
        });
      }
      expect(await store.readTrail(elsewhere.trail)).toEqual([]);
    });

    it.each([
      ['events', { events: [] }],
      ['stream', { stream: 'no category' }],
      ['trail', { trail: '' }],
      ['events[0].id', { events: [sampleEvent({ id: 'not-a-uuid' })] }],
      ['events[0].occurredAt', { events: [sampleEvent({ occurredAt: 'yesterday' })] }],
      ['events[0].occurredAt', { events: [sampleEvent({ occurredAt: '2026-02-30T10:00:00.000Z' })] }],
      ['events[0].type', { events: [sampleEvent({ type: 'dev.slipway.planning.two words' })] }],
      ['events[0].correlationId', { events: [sampleEvent({ correlationId: 'a\u0000' })] }],
      ['events[0].actor.id', { events: [sampleEvent({ actor: { id: 'a\u0000b', kind: 'publisher', roles: [] } })] }],
      ['events[0].occurredAt', { events: [sampleEvent({ occurredAt: '0000-01-01T00:00:00.000Z' })] }],
      ['events[0].data', { events: [sampleEvent({ data: { ratio: Number.NaN } })] }],
      ['events[0].data', { events: [sampleEvent({ data: { text: 'x'.repeat(1_000_000) } })] }],
      ['events[0].data', { events: [sampleEvent({ data: 'no object' })] }],
      ['events[0].data', { events: [sampleEvent({ data: { text: '\ud800' } })] }],
      ['events[0].data.text', { events: [sampleEvent({ data: { text: 'a\u0000' } })] }],
    ])('names %s when it is invalid', async (field, change) => {
      const append = { ...sampleAppend(freshRelease()), ...change };
      await expect(underTest().storeFor('planning').append(append)).rejects.toMatchObject({
        code: 'INVALID_EVENT',
        details: { field },
      });
    });
  });
}
