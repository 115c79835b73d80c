import { idempotencyKey, requestFingerprint } from './command.js';

describe('idempotencyKey', () => {
  it.each([
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"quoted"', 'quoted'],
    [' spaced ', 'spaced'],
  ])('takes %s', (header, key) => {
    expect(idempotencyKey(header)).toBe(key);
  });

  it.each([undefined, '', '  '])('is required: %p', (header) => {
    expect(() => idempotencyKey(header)).toThrow('IDEMPOTENCY_KEY_REQUIRED');
  });

  it.each(['two words', 'ü', 'x'.repeat(201)])('refuses %p', (header) => {
    expect(() => idempotencyKey(header)).toThrow('IDEMPOTENCY_KEY_INVALID');
  });
});

describe('requestFingerprint', () => {
  it('is the same whatever the order of the keys, and another for another body, path or method', () => {
    const of = (body: unknown, method = 'POST', path = '/a') => requestFingerprint(method, path, body);
    expect(of({ a: 1, b: 2 })).toBe(of({ b: 2, a: 1 }));
    const different = [
      of({ a: 1 }),
      of({ a: 2 }),
      of({ a: 1 }, 'PUT'),
      of({ a: 1 }, 'POST', '/b'),
      of(Buffer.from('x')),
      of(undefined),
    ];
    expect(new Set(different).size).toBe(different.length);
  });
});
