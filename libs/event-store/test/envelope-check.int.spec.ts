import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import type pg from 'pg';
import { sampleEvent } from '../src/contract/sample-events.js';
import { prepareAppend } from '../src/prepare-append.js';
import { StoreUnderTest } from './support.js';

/** The check that databases were made with, which migration 0008 replaces by a faster one. */
async function firstCheck(): Promise<string> {
  const sql = await readFile(new URL('../src/postgres/migrations/0001-tables.sql', import.meta.url), 'utf8');
  const [definition] = /CREATE FUNCTION store\.is_envelope[^;]*;/.exec(sql) ?? [];
  if (definition === undefined) throw new RangeError('0001-tables.sql has no store.is_envelope');
  return definition.replace('store.is_envelope', 'store.first_is_envelope');
}

const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).map((each) => each.toWellFormed().replaceAll('\0', '')),
  fc.constantFrom(
    '"',
    '\\',
    '","id":"',
    '"},"causationId":"',
    ',"traceparent":"',
    ',"type":"',
    '\u0007',
    '\n',
    '\u007f',
    'é🚢',
  ),
);
const valid = fc
  .record({
    id: text,
    roles: fc.subarray(['admin', 'sre', 'release-manager'] as const),
    cause: text,
    traced: fc.boolean(),
  })
  .filter(({ id, cause }) => id !== '' && cause !== '')
  .map(({ id, roles, cause, traced }) => {
    const traceparent = '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01';
    const actor = { id, kind: 'person' as const, roles };
    const event = sampleEvent({ actor, causationId: cause, correlationId: cause, ...(traced && { traceparent }) });
    const append = { stream: 'release-a', trail: 'a', expected: 'any', events: [event] } as const;
    return prepareAppend(append).events[0]?.envelope ?? '';
  });
const pieces = [
  '"',
  '\\',
  '\\"',
  '\\u0000',
  '\\u0041',
  '\\ud800',
  '\u0001',
  ',',
  '{',
  '}',
  '0',
  '9',
  'A',
  ' ',
  '","id":"x',
  '\\n',
  '.5',
  ':',
];
const changed = fc
  .tuple(valid, fc.nat(), fc.nat({ max: 3 }), fc.constantFrom('', ...pieces))
  .map(([envelope, at, removed, piece]) => {
    const place = at % (envelope.length + 1);
    return (envelope.slice(0, place) + piece + envelope.slice(place + removed)).toWellFormed();
  });

describe('the check of an envelope', () => {
  let underTest: StoreUnderTest;
  let admin: pg.Client;
  beforeAll(async () => {
    underTest = await StoreUnderTest.open();
    admin = await underTest.admin();
    await admin.query(await firstCheck());
  });
  afterAll(() => underTest.close());

  const checked = async (envelopes: readonly string[]) =>
    (
      await admin.query<{ first: boolean; now: boolean }>(
        'select store.first_is_envelope(e) as first, store.is_envelope(e) as now from unnest($1::text[]) with ordinality u(e, n) order by n',
        [envelopes],
      )
    ).rows;

  it('accepts whatever the store makes', async () => {
    const envelopes = fc.sample(valid, 300);
    const refused = (await checked(envelopes)).flatMap(({ now }, index) => (now ? [] : [envelopes[index]]));
    expect(refused).toEqual([]);
  });

  it('says of any change to one what the first check said', async () => {
    const envelopes = fc.sample(changed, 3000);
    const answers = await checked(envelopes);
    expect(answers.flatMap(({ first, now }, index) => (first === now ? [] : [envelopes[index]]))).toEqual([]);
    expect(new Set(answers.map(({ first }) => first)).size).toBe(2);
  });
});
