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
const succeeded = { type: 'dev.slipway.deployment.succeeded.v1', stream: 'deployment-shop-1.1.0', data: {} };
const effect = event(2, { causationId: cause.id, ...succeeded });

describe('a trail entry', () => {
  it('says why, by the position of the event that caused it', () => {
    expect(trailEntries([cause, effect])[1]?.why.position).toBe(1);
  });
  it('links every document that its data names, however deep', () => {
    expect(trailEntries([cause])[0]?.evidence).toEqual([{ ...plan, href: `/audit/v1/evidence/${plan.digest}` }]);
  });
  it('names the service that could append it, whatever its type claims', () => {
    const forged = event(3, { stream: 'desk-shop-1.1.0', type: 'dev.slipway.deployment.succeeded.v1' });
    expect(trailEntries([forged])[0]?.service).toBe('issues');
  });
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  it.each([
    ['approval-given', { approver: 'grace', digests: [digest], comment: 'good' }, 'sha256:0123456789ab · good'],
    [
      'artifacts-changed',
      { artifacts: [{ name: 'shop', digest }], reason: 'rebuilt' },
      'sha256:0123456789ab · rebuilt',
    ],
    [
      'duration-overridden',
      { duration: 'bake', from: 'PT30M', to: 'PT4S', reason: 'demo' },
      'bake · from PT30M to PT4S · demo',
    ],
    [
      'step-blocked',
      {
        step: 'x',
        missing: [
          { id: '1', text: 'a team' },
          { id: '2', text: 'keys' },
        ],
      },
      'x · waits for a team, keys',
    ],
    [
      'criterion-met',
      { text: 'Approved', by: { kind: 'fact', type: 'dev.slipway.planning.approval-obtained.v1' } },
      'Approved · by approval obtained',
    ],
    [
      'plan-finalised',
      { window: { start: '2030-01-01T10:00:00.000Z', end: '2030-01-01T12:30:00.000Z' } },
      '2030-01-01 10:00 to 2030-01-01 12:30',
    ],
    ['approval-obtained', { approvers: ['grace', 'barbara'] }, 'by grace, barbara'],
  ])('tells what %s is about', (name, data, told) => {
    const sentence = sentenceFor({ type: `dev.slipway.planning.${name}.v1`, data });
    expect(sentence).toBe(`${name.replaceAll('-', ' ')}: ${told}`);
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
  expect(written).toContain('- **1** 10:00:00.000 **ada** output recorded: prepare-release (planning)');
});

it('writes a line under the day on which it happened, in the order of the trail, and says what was recorded late', () => {
  const late = event(3, { occurredAt: '2026-11-21T23:59:00.000Z', recordedAt: '2026-11-23T08:00:00.000123Z' });
  const written = timeline('shop-1.1.0', trailEntries([cause, effect, late]));
  expect(written.match(/^## .*/gm)).toEqual(['## 2026-11-21', '## 2026-11-22', '## 2026-11-21']);
  expect(written).toContain('recorded 2026-11-23 08:00:00');
});
