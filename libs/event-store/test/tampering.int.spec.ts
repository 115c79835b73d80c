import type pg from 'pg';
import { freshRelease, sampleAppend, sampleEvent } from '../src/contract/sample-events.js';
import { verifyTrail, type PostgresEventStore } from '../src/index.js';
import { StoreUnderTest } from './support.js';

const tampered = 3;

describe('verification of a trail that a superuser tampered with', () => {
  let underTest: StoreUnderTest;
  let admin: pg.Client;
  let store: PostgresEventStore;

  beforeAll(async () => {
    underTest = await StoreUnderTest.open();
    admin = await underTest.admin();
    await admin.query('SET session_replication_role = replica');
    store = underTest.storeFor('planning');
  });
  afterAll(() => underTest.close());

  async function loggedTrail() {
    const target = freshRelease();
    const events = [1, 2, 3, 4, 5].map((n) => sampleEvent({ data: { text: `event ${String(n)}` } }));
    await store.append(sampleAppend(target, 'none', events));
    await admin.query('SELECT store.sequence()');
    expect(verifyTrail(await store.readTrailRaw(target.trail))).toMatchObject({ ok: true, events: 5 });
    return { trail: target.trail, eventId: events[tampered - 1]?.id };
  }

  it.each([
    ['one character of the payload', `payload = replace(payload, 'event', 'Event')`, 'leafHash'],
    ['the order of keys only', `payload = '{ "text":"event 3"}'`, 'leafHash'],
    ['the actor', `envelope = replace(envelope, '"ada"', '"eve"')`, 'leafHash'],
    ['when it happened', `envelope = replace(envelope, '10:00:00.000Z', '10:00:00.001Z')`, 'leafHash'],
    ['when it was stored, by a microsecond', `recorded_at = recorded_at + interval '1 microsecond'`, 'leafHash'],
    ['its stream', `stream = 'release-other'`, 'leafHash'],
    ['its position in the stream', `stream_position = 30`, 'leafHash'],
    ['the id that it is found by', `id = '00000000-0000-4000-8000-000000000000'`, 'id'],
    ['the type that it is found by', `type = 'dev.slipway.planning.other.v1'`, 'type'],
    ['its leaf hash', `leaf_hash = sha256('other')`, 'storedLeafHash'],
    ['its chain hash', `hash = sha256('other')`, 'hash'],
  ])('finds %s changed and names the event', async (_, change, field) => {
    const { trail, eventId } = await loggedTrail();
    const where = 'WHERE trail = $1 AND trail_position = $2';
    const constraints = 'ALTER TABLE store.events DROP CONSTRAINT IF EXISTS events_id_key';
    if (field === 'id') await admin.query(constraints);
    await admin.query(`UPDATE store.events SET ${change} ${where}`, [trail, tampered]);
    const verification = verifyTrail(await store.readTrailRaw(trail));
    expect(verification).toMatchObject({ ok: false, defect: { trailPosition: tampered, field } });
    if (field !== 'id') expect(verification).toMatchObject({ defect: { eventId } });
  });

  it('finds a changed event whose hashes were all recomputed', async () => {
    const { trail } = await loggedTrail();
    await admin.query(`UPDATE store.events SET payload = '{"text":"forged"}' WHERE trail = $1 AND trail_position = 3`, [
      trail,
    ]);
    await admin.query(
      `UPDATE store.events SET leaf_hash = store.leaf_hash(trail, trail_position, stream, stream_position,
         (extract(epoch FROM recorded_at) * 1000000)::bigint, envelope, payload) WHERE trail = $1`,
      [trail],
    );
    for (const position of [1, 2, 3, 4, 5]) {
      await admin.query(
        `UPDATE store.events e SET hash = sha256(coalesce((SELECT p.hash FROM store.events p WHERE p.trail = e.trail
           AND p.trail_position = e.trail_position - 1), decode(repeat('00', 32), 'hex')) || e.leaf_hash)
          WHERE e.trail = $1 AND e.trail_position = $2`,
        [trail, position],
      );
    }
    expect(verifyTrail(await store.readTrailRaw(trail))).toMatchObject({
      ok: false,
      defect: { trailPosition: 3, field: 'loggedLeafHash' },
    });
  });

  it('finds an event that was removed from the middle', async () => {
    const { trail } = await loggedTrail();
    await admin.query('DELETE FROM store.events WHERE trail = $1 AND trail_position = 3', [trail]);
    expect(verifyTrail(await store.readTrailRaw(trail))).toMatchObject({
      ok: false,
      defect: { trailPosition: 4, field: 'trailPosition', expected: '3' },
    });
  });

  it('finds the last events cut off, which the log still knows', async () => {
    const { trail } = await loggedTrail();
    await admin.query('DELETE FROM store.events WHERE trail = $1 AND trail_position > 3', [trail]);
    expect(verifyTrail(await store.readTrailRaw(trail))).toMatchObject({
      ok: false,
      defect: { trailPosition: 4, field: 'missing' },
    });
    const from = (await store.logSize()) - 5;
    await expect(store.readLog({ from, limit: 10 })).rejects.toMatchObject({
      code: 'EVENT_MISSING',
      details: { logIndex: from + 3 },
    });
  });

  it.each([
    ['another leaf', `UPDATE store.log SET leaf_hash = sha256('x')`, 'loggedLeafHash'],
    ['another type', `UPDATE store.log SET type = 'dev.slipway.planning.other.v1'`, 'loggedType'],
    ['no row of it', 'DELETE FROM store.log', 'unlogged'],
  ])('finds %s in the log and names the event', async (_, change, field) => {
    const { trail, eventId } = await loggedTrail();
    await admin.query(`${change} WHERE trail = $1 AND trail_position = $2`, [trail, tampered]);
    expect(verifyTrail(await store.readTrailRaw(trail))).toMatchObject({
      ok: false,
      defect: { trailPosition: tampered, eventId, field },
    });
  });

  it('takes the newest events without a row of the log for such that are on their way into it', async () => {
    const { trail } = await loggedTrail();
    await store.append(sampleAppend({ stream: `release-${trail}`, trail }));
    expect(verifyTrail(await store.readTrailRaw(trail))).toMatchObject({ ok: true, events: 6 });
  });

  it('names two events that were exchanged', async () => {
    const { trail } = await loggedTrail();
    await admin.query(
      `UPDATE store.events SET trail_position = CASE trail_position WHEN 2 THEN -3 ELSE -2 END
        WHERE trail = $1 AND trail_position IN (2, 3)`,
      [trail],
    );
    await admin.query(
      'UPDATE store.events SET trail_position = -trail_position WHERE trail = $1 AND trail_position < 0',
      [trail],
    );
    expect(verifyTrail(await store.readTrailRaw(trail))).toMatchObject({ ok: false, defect: { trailPosition: 2 } });
  });
});
