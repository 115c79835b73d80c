import { sentenceFor } from './sentence.js';
import { timeline } from './timeline.js';
import { trailEntries, type AuditedEvent } from './trail-entry.js';
import { passes } from './trail-filter.js';

const plan = { digest: `sha256:${'c'.repeat(64)}`, mediaType: 'text/markdown', size: 9, title: 'Final *plan*' };
const event = (position: number, more: Partial<AuditedEvent> = {}): AuditedEvent => ({
  id: `0198f3a2-7c1e-7d60-8a52-00000000000${String(position)}`,
  type: 'dev.slipway.planning.output-recorded.v1',
  schemaVersion: 1,
  data: { step: 'prepare-release', evidence: plan },
  actor: { id: 'ada', kind: 'person', roles: ['release-manager'] },
  correlationId: 'c',
  causationId: 'command',
  occurredAt: `2026-11-2${String(position)}T10:00:00.000Z`,
  recordedAt: `2026-11-2${String(position)}T10:00:00.000123Z`,
  stream: 'flow-shop-1.1.0',
  streamPosition: position,
  trailPosition: position,
  hash: 'f'.repeat(64),
  ...more,
});
const cause = event(1);
const effect = event(2, { causationId: cause.id, type: 'dev.slipway.deployment.succeeded.v1', data: {} });

describe('a trail entry', () => {
  it('says why, by the position of the event that caused it', () => {
    expect(trailEntries([cause, effect])[1]?.why.position).toBe(1);
  });
  it('links every document that its data names, however deep', () => {
    expect(trailEntries([cause])[0]?.evidence).toEqual([{ ...plan, href: `/audit/v1/evidence/${plan.digest}` }]);
  });
  it('tells the fact in words', () => {
    expect(sentenceFor({ type: 'dev.slipway.planning.step-completed.v1', data: { step: 'close-release' } })).toBe(
      'step completed: close-release',
    );
  });
});

describe('a trail filter', () => {
  const entries = trailEntries([cause, effect]);
  it.each([
    [{ service: 'deployment' }, 1],
    [{ actor: 'ada' }, 2],
    [{ actor: 'grace' }, 0],
    [{ type: effect.type }, 1],
    [{ from: '2026-11-22T00:00:00.000Z' }, 1],
    [{ to: '2026-11-22T00:00:00.000Z' }, 1],
    [{}, 2],
  ])('%j leaves %i', (filter, left) => {
    expect(entries.filter(passes(filter))).toHaveLength(left);
  });
});

it('writes a timeline in which no text of others becomes Markdown', () => {
  const written = timeline('shop-1.1.0', trailEntries([cause, effect]));
  expect(written).toContain(String.raw`[Final \*plan\*](/audit/v1/evidence/${plan.digest})`);
  expect(written).toContain('## 2026-11-22');
  expect(written).toContain('because of 1');
});
