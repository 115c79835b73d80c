import { ReleaseAborted, ReleasePaused } from '@slipway/contracts';
import { documentedFacts, documentRule } from './document-rule.js';

const source = { releaseId: 'shop-1.1.0', occurredAt: '2026-11-24T10:00:00.000Z', actor: 'ada', eventId: 'e-1' };
const paused = (reason: string) => ReleasePaused.of({ releaseId: 'shop-1.1.0', reason });
const rule = documentRule('some-step.output-2', 'A pause', ReleasePaused, ({ reason }) =>
  reason === 'routine' ? undefined : `Because of ${reason}.`,
);

it('names its step after the output', () => {
  expect(rule).toMatchObject({ step: 'some-step', output: 'some-step.output-2', event: ReleasePaused });
});

it('names each fact that makes documents once', () => {
  expect(documentedFacts([rule, { event: ReleaseAborted }, rule])).toEqual([ReleasePaused, ReleaseAborted]);
});

it('tells of its fact, and where that comes from', () => {
  expect(rule.write(paused('a storm'), source)).toBe(
    '# A pause\n\nRelease shop-1.1.0, 2026-11-24T10:00:00.000Z, by ada.\n\nBecause of a storm.\n\nMade from the event e-1.\n\n',
  );
});

it('writes nothing of another fact, nor of one that its output does not wait for', () => {
  expect(rule.write(ReleaseAborted.of({ releaseId: 'shop-1.1.0', reason: 'a storm' }), source)).toBeUndefined();
  expect(rule.write(paused('routine'), source)).toBeUndefined();
});
