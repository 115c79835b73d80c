import { serviceNames, streamOwners, type ServiceName } from '@slipway/contracts';
import type pg from 'pg';
import { freshRelease, sampleAppend, sampleEvent } from '../src/contract/sample-events.js';
import { roleOf } from '../src/index.js';
import { appendGroup, StoreUnderTest } from './support.js';

const insufficientPrivilege = '42501';

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
  const tables = ['store.events', 'store.log', 'store.evidence', 'store.work', 'store.stream_owner', 'store.migration'];

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
    for (const table of ['store.events', 'store.log', 'store.evidence']) {
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
        const target = { ...freshRelease(), stream: `${category}-x${String(Math.random())}` };
        const [verdict] = await appendGroup(clientOf(service), [sampleAppend(target)]);
        expect(verdict).toMatchObject(owner === service ? { streamPosition: 1 } : { code: 'STREAM_NOT_OWNED' });
      }
    }
  });

  it('goes by who logged in, not by a role that was taken on', async () => {
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

  it.each<[string, string, { stream?: string; payload?: string }]>([
    ['a payload that is not JSON', '22P02', { payload: 'no json' }],
    ['a payload that no message on Kafka could hold', '23514', { payload: JSON.stringify('a'.repeat(1_000_000)) }],
    ['a stream too long to be a name', '23514', { stream: `release-${'a'.repeat(300)}` }],
  ])('refuses %s by hand', async (_, code, { stream = 'release-a', payload = '{}' }) => {
    const { data: _data, ...envelope } = sampleEvent();
    const values = [[stream], ['t'], [-1], [1], [JSON.stringify(envelope)], [payload]];
    const call = 'SELECT * FROM store.append($1, $2, $3, $4, $5, $6)';
    await expect(clientOf('planning').query(call, values)).rejects.toMatchObject({ code });
  });
});

function columnOf(table: string): string {
  const columns: Record<string, string> = {
    'store.evidence': 'media_type',
    'store.stream_owner': 'role',
    'store.migration': 'digest',
  };
  return columns[table] ?? 'trail';
}
