import { sentenceFor } from './sentence.js';
import { documentDefect, documentsIn } from './named-document.js';
import { timelineHead, timelineLines, timelineTail } from './timeline.js';
import { entryOf, type AuditedEvent, type TrailEntry } from './trail-entry.js';

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

const href = `/audit/v1/evidence/${plan.digest}?mediaType=text%2Fmarkdown`;

describe('a trail entry', () => {
  it('says why, by the position of the event that caused it', () => {
    expect(entryOf(effect, 1).why).toMatchObject({ causationId: cause.id, position: 1 });
  });
  it('links every document that its data names, however deep, as what the event says that it is', () => {
    expect(entryOf(cause, undefined).evidence).toEqual([{ ...plan, href }]);
  });
  it('names the service that could append it, whatever its type claims', () => {
    const forged = event(3, { stream: 'desk-shop-1.1.0', type: 'dev.slipway.deployment.succeeded.v1' });
    expect(entryOf(forged, undefined).service).toBe('issues');
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

describe('a document that an event names', () => {
  const payload = JSON.stringify({ step: 'prepare-release', evidence: plan, by: { evidence: [plan] } });
  const stored = { trailPosition: 3, eventId: cause.id, payload };
  const kept = { size: plan.size, mediaTypes: ['text/plain', plan.mediaType] };

  it.each([
    ['as it was', kept, undefined],
    ['gone', undefined, 'evidenceMissing'],
    ['longer', { ...kept, size: 10 }, 'evidenceSize'],
    ['kept as something else', { ...kept, mediaTypes: ['text/html'] }, 'evidenceMediaType'],
  ])('is found to be %s', (_, found, field) => {
    const [named] = documentsIn(stored);
    if (named === undefined) throw new Error('the event names a document');
    const defect = { trailPosition: 3, eventId: cause.id, field };
    expect(documentDefect(named, found)).toEqual(field === undefined ? undefined : expect.objectContaining(defect));
  });

  it('is the same for all that name it alike', () => {
    expect(new Set(documentsIn(stored).map(({ key }) => key)).size).toBe(1);
  });
});

const written = (entries: readonly TrailEntry[]): string =>
  timelineHead('shop-1.1.0') + timelineLines(entries) + timelineTail(entries.length);
const entries = [entryOf(cause, undefined), entryOf(effect, 1)];

it('writes a timeline in which no text of others becomes Markdown', () => {
  const text = written(entries);
  expect(text).toContain(String.raw`[Final \*plan\*](${href})`);
  expect(text).toContain('## 2026-11-22');
  expect(text).toContain('because of 1');
  expect(text).toContain('- **1** 10:00:00.000 **ada** output recorded: prepare-release (planning)');
  expect(text).toContain('2 events.');
});

it('writes a line under the day on which it happened, in the order of the trail, and says what was recorded late', () => {
  const late = event(3, { occurredAt: '2026-11-21T23:59:00.000Z', recordedAt: '2026-11-23T08:00:00.000123Z' });
  const text = written([...entries, entryOf(late, undefined)]);
  expect(text.match(/^## .*/gm)).toEqual(['## 2026-11-21', '## 2026-11-22', '## 2026-11-21']);
  expect(text).toContain('recorded 2026-11-23 08:00:00');
});

it('writes the same timeline piece after piece', () => {
  const [first, ...others] = entries;
  expect(timelineLines(entries.slice(0, 1)) + timelineLines(others, first)).toBe(timelineLines(entries));
});
