import { nameOf, replaces } from './artifact-result.js';

const at = (time: string, outcome: 'success' | 'failure' | 'cancelled' = 'success') => ({
  occurredAt: `2026-11-23T${time}:00.000Z`,
  outcome,
});

describe('a result of CI', () => {
  it('replaces the one that happened before it', () => {
    expect(replaces(at('10:00'), undefined)).toBe(true);
    expect(replaces(at('11:00'), at('10:00'))).toBe(true);
  });

  it('replaces none that happened after it, though it arrived later', () => {
    expect(replaces(at('10:00'), at('11:00'))).toBe(false);
  });

  it('replaces one of the same moment that came before it', () => {
    expect(replaces(at('10:00'), at('10:00'))).toBe(true);
  });

  it('of a cancelled run replaces none, and is replaced by any other', () => {
    expect(replaces(at('11:00', 'cancelled'), at('10:00'))).toBe(false);
    expect(replaces(at('11:00', 'cancelled'), at('10:00', 'cancelled'))).toBe(false);
    expect(replaces(at('10:00', 'failure'), at('11:00', 'cancelled'))).toBe(true);
    expect(replaces(at('10:00', 'cancelled'), undefined)).toBe(true);
  });
});

it('names a line of runs by what tells it from others', () => {
  const line = { digest: 'd', kind: 'suite', source: '/ci/shop', subject: 'unit-linux' } as const;
  expect([nameOf(line), nameOf({ ...line, environment: 'staging' })]).toEqual([
    'unit-linux of /ci/shop',
    'unit-linux of /ci/shop in staging',
  ]);
});
