import fc from 'fast-check';
import type { Message } from 'kafkajs';

const structured = { 'content-type': 'application/cloudevents+json' };

/** Values that break programs that do not validate their input. */
const weird = fc.oneof(
  fc.constantFrom('', ' ', '\0', 'a\0b', '\ud800', '\u202egnp.exe', '__proto__', 'constructor', '../../etc/passwd'),
  fc.constantFrom('9999-99-99T99:99:99Z', '0000-00-00', "'; drop table events", '%00', `sha256:${'G'.repeat(64)}`),
  fc.constantFrom('x'.repeat(300), 'x'.repeat(5000), -1, 0, 1e308, 1e-320, null, true),
  fc.constantFrom([], {}, [[]], { a: { b: {} } }),
  fc.string({ unit: 'binary', maxLength: 50 }),
);

/** An event as a good publisher would send it. */
const good = fc.record({ id: fc.uuid(), product: fc.constantFrom('shop', 'cart', 'stock') }).map(({ id, product }) => ({
  ...{ specversion: '1.0', id, source: '/ci/chaos', type: 'dev.slipway.inbound.feedback.received.v1' },
  ...{ time: '2026-11-23T10:00:00.000Z', datacontenttype: 'application/json' },
  data: { releaseId: `${product}-1.0.0`, rating: 3, user: 'somebody' },
}));

/** Corrupts one field of the event. */
const mutated = fc.record({ event: good, place: fc.nat(), value: weird }).map(({ event, place, value }): unknown => {
  const fields = [...Object.keys(event), ...Object.keys(event.data)];
  const field = fields[place % fields.length] ?? 'id';
  return field in event ? { ...event, [field]: value } : { ...event, data: { ...event.data, [field]: value } };
});

const json = (value: unknown): string => JSON.stringify(value);
const bytes = (most: number) => fc.uint8Array({ maxLength: most }).map((each) => Buffer.from(each));

/** Messages to a topic: events that are good, wrong in one place, in binary mode with strange headers, or no events at all. */
export const cloudEvents: fc.Arbitrary<Message> = fc.oneof(
  good.map((event) => ({ key: event.id, value: json(event), headers: structured })),
  { weight: 4, arbitrary: mutated.map((event) => ({ value: json(event), headers: structured })) },
  fc
    .record({ attribute: fc.constantFrom('id', 'type', 'source', 'correlationid', 'logindex'), value: weird })
    .map(({ attribute, value }) => ({
      value: '{}',
      headers: {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        [`ce_${attribute}`]: typeof value === 'string' ? value : json(value),
      },
    })),
  bytes(2000).map((value) => ({ value, headers: { 'content-type': 'application/octet-stream' } })),
  fc.constant({ value: null, headers: {} }),
  fc.constantFrom(1000, 30_000).map((deep) => ({ value: '['.repeat(deep) + ']'.repeat(deep), headers: structured })),
  fc.constantFrom(100_000, 900_000).map((size) => ({ value: 'a'.repeat(size), headers: structured })),
  fc.constant({
    value: '{}',
    headers: Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`h${String(n)}`, 'x'.repeat(200)])),
  }),
);
