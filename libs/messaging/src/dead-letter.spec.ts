import { limits, topics } from '@slipway/contracts';
import { deadLetterMessage } from './dead-letter.js';
import { messageDefect } from './message-bounds.js';
import type { IncomingMessage } from './message-bus.js';

const message = (changes: Partial<IncomingMessage>): IncomingMessage => ({
  topic: topics.ingest,
  partition: 0,
  offset: '7',
  timestamp: '2026-01-01T00:00:00.000Z',
  key: Buffer.from('shop'),
  headers: { ce_id: 'x' },
  value: Buffer.from('{}'),
  ...changes,
});
const letterOf = (changes: Partial<IncomingMessage>, detail = 'no') =>
  deadLetterMessage(message(changes), 'intake.ingest', { reason: 'REFUSED', detail });

const { keyBytes, headers, headerBytes, headersBytes, headerNameCharacters } = limits.message;

describe('a message is out of bounds', () => {
  it.each<[string, Partial<IncomingMessage>]>([
    ['its key', { key: Buffer.alloc(keyBytes + 1, 99) }],
    [
      'the number of its headers',
      { headers: Object.fromEntries(Array.from({ length: headers + 1 }, (_, n) => [`h${String(n)}`, 'x'])) },
    ],
    ['the values of one header', { headers: { h: Array.from({ length: headers + 1 }, () => 'x') } }],
    ['one header', { headers: { h: Buffer.alloc(headerBytes + 1) } }],
    [
      'its headers together',
      {
        headers: Object.fromEntries(
          Array.from({ length: 40 }, (_, n) => [`h${String(n)}`, 'x'.repeat(headersBytes / 30)]),
        ),
      },
    ],
    ['the name of a header', { headers: { ['h'.repeat(headerNameCharacters + 1)]: 'x' } }],
  ])('by %s, and its letter is not', (_, changes) => {
    expect(messageDefect(message({}))).toBeUndefined();
    expect(messageDefect(message(changes))).toMatch(/than|at most/);
    const letter = letterOf(changes);
    expect(messageDefect(letter)).toBeUndefined();
    expect(letter.headers).toMatchObject({ slipway_deadletter_reason: 'REFUSED', slipway_deadletter_offset: '7' });
    expect(letter.value?.toString()).toBe('{}');
  });
});

describe('a dead letter', () => {
  it('has the very key and headers of a message within bounds', () => {
    expect(letterOf({})).toMatchObject({ key: Buffer.from('shop'), headers: { ce_id: 'x' } });
  });

  it('names a key that is too long by its digest and size', () => {
    const letter = letterOf({ key: Buffer.alloc(500_000, 99) });
    expect(letter.key?.toString()).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(letter.headers).toMatchObject({ slipway_deadletter_keysize: '500000' });
  });

  it('says why in words that can be recorded', () => {
    const { headers: told } = letterOf({}, `a\0b\ud800${'x'.repeat(10_000)}`);
    expect(String(told['slipway_deadletter_detail'])).toMatch(/^a\ufffdb\ufffdx+…$/);
  });
});
