import type { ServiceName } from '@slipway/contracts';
import type { EventStore, LoggedEvent } from '../event-store.js';
import type { Upcaster } from '../upcasters.js';
import { verifyTrail } from '../verify-chain.js';
import { appendRefusals } from './append-refusals.contract.js';
import { readingStreamsContract } from './reading-streams.contract.js';
import { freshRelease, sampleAppend, sampleEvent } from './sample-events.js';

export interface EventStoreUnderTest {
  storeFor(service: ServiceName): EventStore;
  close(): Promise<void>;
}

const oldType = 'dev.slipway.planning.sample-renamed.v1';
const newType = 'dev.slipway.planning.sample-renamed.v2';

/** What the factory must give its stores. */
export const contractUpcasters: readonly Upcaster[] = [
  {
    from: { type: oldType, schemaVersion: 1 },
    to: { type: newType, schemaVersion: 2 },
    upcast: (data) => ({ title: (data as { name: string }).name }),
  },
];

/** What every event store does, whatever it stands on. Call it within a `describe`. */
export function eventStoreContract(open: () => Promise<EventStoreUnderTest>): void {
  let underTest: EventStoreUnderTest;
  let store: EventStore;

  beforeAll(async () => {
    underTest = await open();
    store = underTest.storeFor('planning');
  });
  afterAll(() => underTest.close());

  describe('appending', () => {
    it('assigns gapless positions in stream and trail', async () => {
      const { stream, trail } = freshRelease();
      const other = `approval-${trail}`;
      await store.append(sampleAppend({ stream, trail }, 'none', [sampleEvent(), sampleEvent()]));
      await store.append(sampleAppend({ stream: other, trail }, 'none'));
      expect(await store.append(sampleAppend({ stream, trail }, 2))).toEqual({
        stream,
        streamPosition: 3,
        trailPosition: 4,
        duplicate: false,
      });
      expect((await store.readStream(stream)).map((event) => event.streamPosition)).toEqual([1, 2, 3]);
      expect((await store.readTrail(trail)).map((event) => event.trailPosition)).toEqual([1, 2, 3, 4]);
    });

    it('gives back exactly what was recorded', async () => {
      const target = freshRelease();
      const event = sampleEvent({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` });
      await store.append(sampleAppend(target, 'none', [event]));
      const [recorded] = await store.readStream(target.stream);
      expect(recorded).toEqual({
        ...event,
        ...target,
        streamPosition: 1,
        trailPosition: 1,
        recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        leafHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
    });

    it.each([
      { expected: 'none' as const, actual: 1 },
      { expected: 0, actual: 1 },
      { expected: 2, actual: 1 },
    ])('refuses a stream expected at $expected that is at $actual', async ({ expected, actual }) => {
      const target = freshRelease();
      await store.append(sampleAppend(target));
      await expect(store.append(sampleAppend(target, expected))).rejects.toMatchObject({
        code: 'STREAM_POSITION_CONFLICT',
        details: { stream: target.stream, expected, actual },
      });
      expect(await store.readStream(target.stream)).toHaveLength(1);
    });

    it('answers the same events with their first positions, whatever the stream did since', async () => {
      const target = freshRelease();
      const first = sampleAppend(target, 'none', [sampleEvent(), sampleEvent()]);
      const answer = await store.append(first);
      await store.append(sampleAppend(target));
      expect(await store.append(first)).toEqual({ ...answer, duplicate: true });
      expect(await store.readStream(target.stream)).toHaveLength(3);
    });

    it('refuses an event whose type is the word of another service, and all that comes with it', async () => {
      const target = freshRelease();
      const forged = sampleEvent({ type: 'dev.slipway.deployment.succeeded.v1' });
      await expect(store.append(sampleAppend(target, 'none', [sampleEvent(), forged]))).rejects.toMatchObject({
        code: 'TYPE_NOT_OWNED',
        details: { eventId: forged.id, stream: target.stream },
      });
      expect(await store.readStream(target.stream)).toEqual([]);
    });

    it('refuses an id again with other content', async () => {
      const target = freshRelease();
      const event = sampleEvent();
      await store.append(sampleAppend(target, 'none', [event]));
      const changed = { ...event, data: { other: 'content' } };
      await expect(store.append(sampleAppend(target, 'any', [sampleEvent(), changed]))).rejects.toMatchObject({
        code: 'EVENT_ID_REUSED',
        details: { eventId: event.id, stream: target.stream },
      });
      const otherActor = { ...event, actor: { ...event.actor, id: 'eve' } };
      for (const append of [
        sampleAppend(target, 'any', [changed]),
        sampleAppend(target, 'any', [otherActor]),
        sampleAppend({ ...target, stream: `approval-${target.trail}` }, 'none', [event]),
        sampleAppend({ ...target, trail: freshRelease().trail }, 'any', [event]),
        sampleAppend(freshRelease(), 'none', [event]),
      ]) {
        await expect(store.append(append)).rejects.toMatchObject({ code: 'EVENT_ID_REUSED' });
      }
      expect(await store.readStream(target.stream)).toHaveLength(1);
    });

    it('tells the slower of two handlers of one cause that the stream has moved on', async () => {
      const target = freshRelease();
      const event = sampleEvent();
      await store.append(sampleAppend(target, 'none', [event]));
      const later = { ...event, occurredAt: '2026-11-23T10:00:01.000Z' };
      await expect(store.append(sampleAppend(target, 'none', [later]))).rejects.toMatchObject({
        code: 'STREAM_POSITION_CONFLICT',
      });
    });

    it('refuses a stream that another service owns', async () => {
      const target = freshRelease();
      const deployment = { ...target, stream: `deployment-${target.trail}` };
      await expect(store.append(sampleAppend(deployment))).rejects.toMatchObject({
        code: 'STREAM_NOT_OWNED',
        details: { stream: deployment.stream, role: 'slipway_planning' },
      });
      await underTest.storeFor('deployment').append(sampleAppend(deployment));
    });

    it('judges a conflict, a duplicate and a good append that arrive together each on its own', async () => {
      const [conflicting, repeated, good] = [freshRelease(), freshRelease(), freshRelease()];
      await store.append(sampleAppend(conflicting));
      const duplicate = sampleAppend(repeated);
      await store.append(duplicate);
      const outcomes = await Promise.allSettled([
        store.append(sampleAppend(conflicting, 7)),
        store.append(duplicate),
        store.append(sampleAppend(good, 'none')),
        store.append(sampleAppend(good, 1)),
      ]);
      expect(outcomes).toMatchObject([
        { reason: { code: 'STREAM_POSITION_CONFLICT', details: { actual: 1 } } },
        { value: { streamPosition: 1, duplicate: true } },
        { value: { streamPosition: 1, duplicate: false } },
        { value: { streamPosition: 2, duplicate: false } },
      ]);
    });
  });

  appendRefusals(() => underTest);

  describe('reading', () => {
    it('knows nothing of streams and trails without events', async () => {
      expect(await store.readStream('release-none')).toEqual([]);
      expect(await store.readTrail('none')).toEqual([]);
    });

    readingStreamsContract(() => store);

    it('pages through a trail', async () => {
      const target = freshRelease();
      await store.append(sampleAppend(target, 'none', [sampleEvent(), sampleEvent(), sampleEvent()]));
      const page = await store.readTrail(target.trail, { after: 1, limit: 1 });
      expect(page.map((event) => event.trailPosition)).toEqual([2]);
    });

    it('upcasts what it folds and keeps what was recorded', async () => {
      const target = freshRelease();
      const from = await store.logSize();
      await store.append(sampleAppend(target, 'none', [sampleEvent({ type: oldType, data: { name: 'first' } })]));
      const upcast = { type: newType, schemaVersion: 2, data: { title: 'first' } };
      expect(await store.readStream(target.stream)).toMatchObject([upcast]);
      expect(await store.readTrail(target.trail)).toMatchObject([{ type: oldType, schemaVersion: 1 }]);
      await logHolds(store, target.trail, 1);
      const { events } = await store.readLog({ from, limit: 10_000, types: [newType] });
      expect(events.filter((event) => event.trail === target.trail)).toMatchObject([upcast]);
    });
  });

  describe('the log', () => {
    it('holds every event once, without gaps, in the order of each trail', async () => {
      const targets = Array.from({ length: 4 }, freshRelease);
      await Promise.all(targets.flatMap((target) => [1, 2, 3].map(() => store.append(sampleAppend(target)))));
      for (const { trail } of targets) await logHolds(store, trail, 3);
      const events = await wholeLog(store);
      expect(events.map((event) => event.logIndex)).toEqual(events.map((_, index) => index));
      expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
      for (const { trail } of targets) {
        const positions = events.filter((event) => event.trail === trail).map((event) => event.trailPosition);
        expect(positions).toEqual([1, 2, 3]);
      }
    });

    it('moves on over events of other types, and says how far it looked', async () => {
      const target = freshRelease();
      const type = `dev.slipway.planning.sample-${target.trail}.v1`;
      await store.append(sampleAppend(target, 'none', [sampleEvent(), sampleEvent({ type }), sampleEvent()]));
      await logHolds(store, target.trail, 3);
      const indexes = (await store.readTrail(target.trail)).map((event) => event.logIndex ?? -1);
      const size = await store.logSize();
      const page = await store.readLog({ from: indexes[0] ?? 0, limit: 1, types: [type] });
      expect(page).toMatchObject({ events: [{ logIndex: indexes[1] }], next: (indexes[1] ?? 0) + 1 });
      const rest = await store.readLog({ from: page.next, limit: 1, types: [type] });
      expect(rest.events).toEqual([]);
      expect(rest.next).toBeGreaterThanOrEqual(size);
      expect(await store.readLog({ from: size + 10, limit: 5 })).toEqual({ events: [], next: size + 10 });
    });

    it('comes to the size of what is committed', async () => {
      const target = freshRelease();
      const before = await store.committedSize();
      await store.append(sampleAppend(target, 'none', [sampleEvent(), sampleEvent()]));
      expect(await store.committedSize()).toBe(before + 2);
      await logHolds(store, target.trail, 2);
      expect(await store.logSize()).toBe(before + 2);
    });

    it('tells listeners that it has grown, until they unsubscribe', async () => {
      const target = freshRelease();
      const heard: number[] = [];
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const before = await store.logSize();
      const unsubscribe = store.onLogGrowth((size) => {
        heard.push(size);
        if (size > before) resolve(undefined);
      });
      await store.append(sampleAppend(target));
      await promise;
      unsubscribe();
      const count = heard.length;
      await store.append(sampleAppend(target));
      await logHolds(store, target.trail, 2);
      expect(heard).toHaveLength(count);
    });
  });

  describe('verification', () => {
    it('recomputes the whole trail from what is stored', async () => {
      const target = freshRelease();
      for (const stream of [target.stream, `approval-${target.trail}`, target.stream]) {
        await store.append(sampleAppend({ ...target, stream }));
      }
      await logHolds(store, target.trail, 3);
      const raw = await store.readTrailRaw(target.trail);
      expect(raw.logged).toHaveLength(3);
      const head = (await store.readTrail(target.trail)).at(-1)?.hash;
      expect(verifyTrail(raw)).toEqual({ ok: true, trail: target.trail, events: 3, waiting: 0, head });
    });
  });
}

/** Until the log holds so many events of the trail. */
export async function logHolds(store: EventStore, trail: string, count: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const look = () => {
    store.readTrailRaw(trail).then(({ logged }) => {
      if (logged.length >= count) resolve(undefined);
    }, reject);
  };
  const unsubscribe = store.onLogGrowth(look);
  look();
  await promise;
  unsubscribe();
}

export async function wholeLog(store: EventStore): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for (let from = 0; ;) {
    const page = await store.readLog({ from, limit: 500 });
    if (page.events.length === 0) return events;
    events.push(...page.events);
    from = page.next;
  }
}
