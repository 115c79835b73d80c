import { sampleEvent } from './contract/sample-events.js';
import type { RecordedEvent } from './event-store.js';
import { Upcasters, type Upcaster } from './upcasters.js';

const step = (from: number, to: number): Upcaster => ({
  from: { type: `sample.v${String(from)}`, schemaVersion: from },
  to: { type: `sample.v${String(to)}`, schemaVersion: to },
  upcast: (data) => [...(data as number[]), to],
});

const recorded = (schemaVersion: number): RecordedEvent => ({
  ...sampleEvent({ type: `sample.v${String(schemaVersion)}`, schemaVersion, data: [] }),
  stream: 'release-a',
  streamPosition: 1,
  trail: 'a',
  trailPosition: 1,
  recordedAt: '2026-11-23T10:00:00.000000Z',
  hash: '',
  leafHash: '',
});

describe('upcasting', () => {
  const upcasters = new Upcasters([step(2, 3), step(1, 2)]);

  it('goes step by step to the newest version', () => {
    expect(upcasters.upcast(recorded(1))).toMatchObject({ type: 'sample.v3', schemaVersion: 3, data: [2, 3] });
    const newest = recorded(3);
    expect(upcasters.upcast(newest)).toBe(newest);
  });

  it('knows which stored types become the wanted ones', () => {
    expect(upcasters.storedTypesOf(['sample.v3', 'other']).sort()).toEqual([
      'other',
      'sample.v1',
      'sample.v2',
      'sample.v3',
    ]);
    expect(upcasters.storedTypesOf(['sample.v1'])).toEqual(['sample.v1']);
  });

  it('refuses two steps from one version, and one that does not lead up', () => {
    expect(() => new Upcasters([step(1, 2), step(1, 3)])).toThrow(RangeError);
    expect(() => new Upcasters([step(2, 2)])).toThrow(RangeError);
  });
});
