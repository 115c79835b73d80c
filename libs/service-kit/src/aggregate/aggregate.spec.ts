import { InMemoryEventStore } from '@slipway/event-store';
import { withCause } from '@slipway/messaging';
import { Aggregate } from './aggregate.js';
import { withPrecondition, type Positions } from './command-identity.js';
import { ada, cause, counter, Counted, parts } from './counter.fixture.js';

function setUp() {
  const store = new InMemoryEventStore();
  const outcomes: string[] = [];
  const counters = new Aggregate(counter, { ...parts(store), onOutcome: (_, outcome) => outcomes.push(outcome) });
  const count = (by: number, why = cause(), expected?: number) =>
    withCause(why, () => counters.handle('a', { type: 'Count', by }, expected === undefined ? {} : { expected }));
  return { store, counters, count, outcomes };
}

describe('Aggregate', () => {
  it('decides on the folded stream and appends what was decided', async () => {
    const { counters, count, outcomes } = setUp();
    await expect(count(2)).resolves.toMatchObject({
      accepted: true,
      stream: 'release-a',
      streamPosition: 1,
      repeated: false,
    });
    await expect(count(3)).resolves.toMatchObject({
      streamPosition: 2,
      events: [{ type: Counted.type, data: { by: 3 } }],
    });
    await expect(counters.load('a')).resolves.toEqual({ state: { total: 5 }, streamPosition: 2, exists: true });
    expect(outcomes).toEqual(['accepted', 'accepted']);
  });

  it('answers a rejection as a value and stores nothing', async () => {
    const { counters, count, outcomes } = setUp();
    await count(99);
    await expect(count(2)).resolves.toEqual({ rejected: 'TOTAL_TOO_HIGH', details: { total: 99, fix: 'count less' } });
    await expect(counters.load('a')).resolves.toMatchObject({ streamPosition: 1 });
    expect(outcomes).toEqual(['accepted', 'TOTAL_TOO_HIGH']);
  });

  it('gives a repeated command its first answer, whatever came after', async () => {
    const { counters, count } = setUp();
    const both = () => withCause(cause('k'), () => counters.handle('a', { type: 'CountAndDouble', by: 1 }));
    const first = await both();
    await count(5);
    await expect(both()).resolves.toEqual({ ...first, repeated: true });
    await expect(counters.load('a')).resolves.toMatchObject({ state: { total: 7 }, streamPosition: 3 });
  });

  it('refuses a key that belongs to another request', async () => {
    const { count } = setUp();
    await count(1, cause('k', { fingerprint: 'one' }));
    await expect(count(1, cause('k', { fingerprint: 'two' }))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('tells two commands of one cause to one stream apart, and repeats both harmlessly', async () => {
    const { counters } = setUp();
    const twice = () =>
      withCause(cause('event-1', { causedBy: 'event-1' }), async () => [
        await counters.handle('a', { type: 'Count', by: 1 }),
        await counters.handle('a', { type: 'Count', by: 1 }),
      ]);
    await expect(twice()).resolves.toMatchObject([{ repeated: false }, { repeated: false }]);
    await expect(twice()).resolves.toMatchObject([{ repeated: true }, { repeated: true }]);
    await expect(counters.load('a')).resolves.toMatchObject({ state: { total: 2 } });
  });

  it('decides again when another command came first', async () => {
    const { counters, count } = setUp();
    const outcomes = await Promise.all([count(1), count(2), count(3), count(4)]);
    expect(outcomes.map((outcome) => 'streamPosition' in outcome && outcome.streamPosition).sort()).toEqual([
      1, 2, 3, 4,
    ]);
    await expect(counters.load('a')).resolves.toMatchObject({ state: { total: 10 } });
  });

  it('lets one of the same command at once happen', async () => {
    const { counters, count } = setUp();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => count(1, cause('k'))));
    expect(outcomes.filter((outcome) => 'repeated' in outcome && !outcome.repeated)).toHaveLength(1);
    await expect(counters.load('a')).resolves.toMatchObject({ state: { total: 1 } });
  });

  it('fails the precondition of a sender who saw an older position, from the option or from If-Match', async () => {
    const { count } = setUp();
    await count(1);
    await count(1);
    const lost = { code: 'PRECONDITION_FAILED', details: { expected: 1, actual: 2 } };
    await expect(count(1, cause(), 1)).rejects.toMatchObject(lost);
    await expect(withPrecondition({ seen: 1 }, () => count(1))).rejects.toMatchObject(lost);
    await expect(withPrecondition({ seen: 2 }, () => count(1))).resolves.toMatchObject({ streamPosition: 3 });
  });

  it('fails the precondition of a sender who saw another stream of the release as it was before', async () => {
    const { store, count } = setUp();
    const approvals = new Aggregate({ ...counter, category: 'approval' as const }, parts(store));
    const approve = (seen: Positions) =>
      withPrecondition({ seen, subject: 'a' }, () =>
        withCause(cause(), () => approvals.handle('a', { type: 'Count', by: 1 })),
      );
    await count(1);
    await expect(approve({ release: 1, approval: 0 })).resolves.toMatchObject({ streamPosition: 1 });
    await count(1);
    await expect(approve({ release: 1, approval: 1 })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      details: { stream: 'release-a', expected: 1, actual: 2 },
    });
    await expect(approve({ release: 2, approval: 0 })).rejects.toMatchObject({
      details: { stream: 'approval-a', expected: 0, actual: 1 },
    });
    await expect(approve({ release: 2 })).resolves.toMatchObject({ streamPosition: 2 });
  });

  it('gives a repeated command its first answer, whatever became of what its sender saw', async () => {
    const { count } = setUp();
    const seen = { release: 0 };
    const send = () => withPrecondition({ seen, subject: 'a' }, () => count(1, cause('k')));
    await send();
    await count(1);
    await expect(send()).resolves.toMatchObject({
      repeated: true,
    });
  });

  it('lets a command that begins elsewhere still find what its sender saw', async () => {
    const { store, count } = setUp();
    const slots = new Aggregate({ ...counter, category: 'slot' as const }, parts(store));
    const both = (seen: Positions) =>
      withPrecondition({ seen, subject: 'a' }, async () => {
        await withCause(cause(), () => slots.handle('production', { type: 'Count', by: 1 }));
        await count(1);
        return count(1);
      });
    await expect(both({ release: 0 })).resolves.toMatchObject({ streamPosition: 2 });
    await expect(both({ release: 1 })).rejects.toMatchObject({ details: { stream: 'release-a', actual: 2 } });
    await expect(slots.load('production')).resolves.toMatchObject({ streamPosition: 1 });
  });

  it('fails one of two commands that expect the same position', async () => {
    const { count } = setUp();
    const settled = await Promise.allSettled([count(1, cause(), 0), count(1, cause(), 0)]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('refuses to store data that does not satisfy the schema, naming the field', async () => {
    const { counters, count } = setUp();
    await expect(count(101)).rejects.toMatchObject({ code: 'EVENT_INVALID', details: { fields: [{ field: 'by' }] } });
    await expect(counters.load('a')).resolves.toMatchObject({ exists: false });
  });

  it('refuses to store text at which every projection would stop', async () => {
    const { counters } = setUp();
    const outcome = withCause(cause(), () => counters.handle('a', { type: 'Note', text: 'a\0b' }));
    await expect(outcome).rejects.toMatchObject({ code: 'EVENT_INVALID', details: { fields: [{ field: 'at' }] } });
  });

  it('records when it happened, where that is said', async () => {
    const { store, counters } = setUp();
    const occurredAt = '2020-02-02T02:02:02.000Z';
    await withCause(cause(), () => counters.handle('a', { type: 'Count', by: 1 }, { occurredAt }));
    expect(await store.readStream('release-a')).toMatchObject([{ occurredAt }]);
  });

  it('records who, why and when', async () => {
    const { store, count } = setUp();
    await count(1, cause('x', { causedBy: 'the-event', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }));
    await expect(store.readStream('release-a')).resolves.toMatchObject([
      {
        actor: ada,
        correlationId: 'c',
        causationId: 'the-event',
        trail: 'a',
        occurredAt: '2026-11-23T12:00:00.000Z',
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      },
    ]);
  });
});
