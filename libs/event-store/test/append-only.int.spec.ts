import { serviceNames, streamOwners, trailKinds, type ServiceName } from '@slipway/contracts';
import type pg from 'pg';
import { freshRelease, sampleAppend, sampleEvent } from '../src/contract/sample-events.js';
import { roleOf } from '../src/index.js';
import { appendGroup, StoreUnderTest } from './support.js';

const insufficientPrivilege = '42501';
/** A check, a missing value, or text that is JSON and cannot be kept. */
const dataRefused = /^(?:23514|23502|22P02|22P05)$/;

describe('what is recorded stays as it is', () => {
  let underTest: StoreUnderTest;
  let admin: pg.Client;
  const clients = new Map<ServiceName, pg.Client>();

  beforeAll(async () => {
    underTest = await StoreUnderTest.open();
    admin = await underTest.admin();
    for (const service of serviceNames) clients.set(service, await underTest.connect(service));
    await appendGroup(clientOf('planning'), [sampleAppend(freshRelease())]);
    await clientOf('audit').query('SELECT store.sequence()');
    await clientOf('audit').query(`SELECT store.put_evidence('\\x00', 'text/plain')`);
  });
  afterAll(() => underTest.close());

  function clientOf(service: ServiceName): pg.Client {
    const client = clients.get(service);
    if (client === undefined) throw new RangeError(service);
    return client;
  }

  const changes = (table: string) => [
    `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${table}`,
    `UPDATE ${table} SET ${columnOf(table)} = ${columnOf(table)}`,
    `DELETE FROM ${table}`,
    `DELETE FROM ${table} WHERE false`,
    `TRUNCATE ${table}`,
    `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
    `DROP TABLE ${table}`,
  ];
  const tables = [
    ...['store.events', 'store.log', 'store.evidence', 'store.work', 'store.stream_owner', 'store.migration'],
    ...['store.evidence_type', 'store.lease'],
  ];

  it.each(serviceNames)('%s can change no table of the store', async (service) => {
    for (const statement of tables.flatMap(changes)) {
      await expect(clientOf(service).query(statement)).rejects.toMatchObject({ code: insufficientPrivilege });
    }
  });

  it.each(serviceNames)('%s can neither replace the functions nor switch triggers off', async (service) => {
    for (const statement of [
      `CREATE OR REPLACE FUNCTION store.refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
      'DROP FUNCTION store.refuse_change() CASCADE',
      'CREATE TABLE store.mine ()',
      'SET session_replication_role = replica',
      'SET ROLE slipway_owner',
    ]) {
      await expect(clientOf(service).query(statement)).rejects.toMatchObject({ code: insufficientPrivilege });
    }
  });

  it.each(['slipway_owner', 'postgres'])('refuses a change by %s', async (role) => {
    const superuser = new URL(underTest.database.adminUrl).username;
    for (const table of ['store.events', 'store.log', 'store.evidence', 'store.evidence_type']) {
      for (const statement of changes(table).slice(1, 5)) {
        await admin.query(`SET ROLE ${role === 'postgres' ? superuser : role}`);
        await expect(admin.query(statement)).rejects.toThrow(/what is recorded stays as it is/);
        await admin.query('RESET ROLE');
      }
    }
  });

  it.each(serviceNames)('%s can append to its own streams and to no others', async (service) => {
    for (const owner of serviceNames) {
      for (const category of streamOwners[owner]) {
        const trail = trailKinds[owner].includes('release') ? freshRelease().trail : 'platform';
        const target = { trail, stream: `${category}-x${String(Math.random())}` };
        const [verdict] = await appendGroup(clientOf(service), [sampleAppend(target)]);
        expect(verdict).toMatchObject(owner === service ? { streamPosition: 1 } : { code: 'STREAM_NOT_OWNED' });
      }
    }
  });

  it('checks the role that logged in, not a role that was assumed', async () => {
    await admin.query(`SET ROLE ${roleOf('planning')}`);
    const [verdict] = await appendGroup(admin, [sampleAppend(freshRelease())]);
    await admin.query('RESET ROLE');
    expect(verdict).toMatchObject({ code: 'STREAM_NOT_OWNED' });
  });

  it('is not misled by objects that the caller puts into its own schemas', async () => {
    const planning = clientOf('planning');
    await planning.query(
      `CREATE TEMP TABLE stream_owner AS SELECT 'deployment' AS category, session_user::name AS role`,
    );
    await planning.query(
      `CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$ SELECT '\\x00'::bytea $$`,
    );
    const target = freshRelease();
    const stream = `deployment-${target.trail}`;
    const verdicts = await appendGroup(planning, [sampleAppend({ ...target, stream }), sampleAppend(target)]);
    expect(verdicts).toMatchObject([{ code: 'STREAM_NOT_OWNED' }, { streamPosition: 1 }]);
    const { rows } = await admin.query('SELECT octet_length(hash) AS length FROM store.events WHERE trail = $1', [
      target.trail,
    ]);
    expect(rows).toEqual([{ length: 32 }]);
  });

  it.each<[string, (string | null)[]]>([
    ['a size that is not positive', ['{release-a,release-b}', '{t,t}', '{-1,-1}', '{2,-1}', '{"{}"}', '{"{}"}']],
    ['sizes that do not add up', ['{release-a}', '{t}', '{-1}', '{2}', '{"{}"}', '{"{}"}']],
    ['an envelope without id', ['{release-a}', '{t}', '{-1}', '{1}', '{"{}"}', '{"{}"}']],
    ['an envelope that is not JSON', ['{release-a}', '{t}', '{-1}', '{1}', '{"x"}', '{"{}"}']],
    ['nothing', ['{}', '{}', '{}', '{}', '{}', '{}']],
    ['null', [null, null, null, null, null, null]],
    ['no trail', ['{release-a}', '{NULL}', '{-1}', '{1}', '{"{}"}', '{"{}"}']],
  ])('refuses a call by hand with %s', async (_, values) => {
    const call = 'SELECT * FROM store.append($1, $2, $3, $4, $5, $6)';
    await expect(clientOf('planning').query(call, values)).rejects.toThrow();
  });

  it.each<[string, object]>([
    ['without an actor', { actor: undefined }],
    ['with an actor of no kind', { actor: { id: 'ada', kind: 'ghost', roles: [] } }],
    ['with an actor whose roles are no list', { actor: { id: 'ada', kind: 'person', roles: 'approver' } }],
    ['without a type', { type: undefined }],
    ['with a type that holds a space', { type: 'dev.slipway.planning.x y' }],
    ['with a schema version in words', { schemaVersion: 'one' }],
    ['with a schema version below 1', { schemaVersion: 0 }],
    ['without a correlation', { correlationId: undefined }],
    ['with an empty cause', { causationId: '' }],
    ['with U+0000 in its cause', { causationId: 'a\u0000' }],
    ['with half a surrogate pair in its actor', { actor: { id: '\ud800', kind: 'person', roles: [] } }],
    ['that happened yesterday', { occurredAt: 'yesterday' }],
    ['that happened on 30 February', { occurredAt: '2026-02-30T10:00:00.000Z' }],
    ['that happened on 29 February 2026', { occurredAt: '2026-02-29T10:00:00.000Z' }],
    ['that happened in some time zone', { occurredAt: '2026-02-20T10:00:00.000+01:00' }],
    ['with a word of its own', { mood: 'good' }],
    ['that is too long for a header', { correlationId: 'c'.repeat(9000) }],
  ])('refuses an envelope %s by hand', async (_, change) => {
    await expect(appendByHand(change)).rejects.toMatchObject({ code: expect.stringMatching(dataRefused) as string });
  });

  it.each<[string, object]>([
    [
      'every kind of character',
      { actor: { id: 'Grüße "世界" \\ 🚢 \t\n\u0001\u001f\u007f', kind: 'person', roles: [] } },
    ],
    ['several roles', { actor: { id: 'ada', kind: 'publisher', roles: ['approver', 'release-manager'] } }],
    ['a trace', { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }],
    ['a leap day', { occurredAt: '2028-02-29T23:59:59Z' }],
    ['nanoseconds', { occurredAt: '2000-02-29T23:59:59.123456789Z' }],
  ])('takes an envelope with %s', async (_, change) => {
    const [verdict] = await appendGroup(clientOf('planning'), [
      sampleAppend(freshRelease(), 'none', [sampleEvent(change)]),
    ]);
    expect(verdict).toMatchObject({ streamPosition: 1 });
    expect(await appendByHand(change)).toEqual([{ verdict: 'appended' }]);
  });

  /** An envelope of the right order, with these changes, as one who has the password of the service could send it. */
  async function appendByHand(change: object): Promise<unknown> {
    const { data: _data, ...envelope } = { ...sampleEvent(), ...change };
    const { trail, stream } = freshRelease();
    const values = [[stream], [trail], [-1], [1], [JSON.stringify(sorted(envelope))], ['{}']];
    const call = 'SELECT verdict FROM store.append($1, $2, $3, $4, $5, $6)';
    return (await clientOf('planning').query<{ verdict: string }>(call, values)).rows;
  }

  it.each<[string, string, { stream?: string; payload?: string }]>([
    ['a payload that is not JSON', '23514', { payload: 'no json' }],
    ['a payload that is no object', '23514', { payload: '[1]' }],
    ['a payload with U+0000', '22P05', { payload: '{"a":"\\u0000"}' }],
    ['a payload with half a surrogate pair', '22P02', { payload: '{"a":"\\ud800"}' }],
    ['a stream with a space', '23514', { stream: 'release-a b' }],
    ['a payload that no message on Kafka could hold', '23514', { payload: JSON.stringify('a'.repeat(1_000_000)) }],
    ['a stream too long to be a name', '23514', { stream: `release-${'a'.repeat(300)}` }],
  ])('refuses %s by hand', async (_, code, { stream = 'release-a', payload = '{}' }) => {
    const { data: _data, ...envelope } = sampleEvent();
    const values = [[stream], ['t'], [-1], [1], [JSON.stringify(envelope)], [payload]];
    const call = 'SELECT * FROM store.append($1, $2, $3, $4, $5, $6)';
    await expect(clientOf('planning').query(call, values)).rejects.toMatchObject({ code });
  });
});

/** JSON.stringify keeps the order of names, which canonical JSON sorts; half a surrogate pair becomes an escape. */
function sorted(envelope: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(envelope).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function columnOf(table: string): string {
  const columns: Record<string, string> = {
    'store.evidence': 'put_at',
    'store.evidence_type': 'media_type',
    'store.lease': 'name',
    'store.stream_owner': 'role',
    'store.migration': 'digest',
  };
  return columns[table] ?? 'trail';
}
