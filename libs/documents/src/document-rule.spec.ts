import { ReleaseAborted, ReleaseArchived, ReleasePaused, type DomainEvent } from '@slipway/contracts';
import { documentRule, documentsFrom, factsOf, keptDocument, standingDocument } from './document-rule.js';
import { paragraph } from './markdown.js';

const releaseId = 'shop-1.1.0';
const context = { release: { product: 'shop', version: '1.1.0' } };
const stored = (event: DomainEvent) => ({
  ...event,
  id: 'e-1',
  occurredAt: '2026-11-24T10:00:00.000Z',
  actor: { id: 'ada' },
});
const paused = (reason: string) => stored(ReleasePaused.of({ releaseId, reason }));
const aborted = stored(ReleaseAborted.of({ releaseId, reason: 'a storm' }));

const pause = documentRule('some-step.output-2', 'A pause', ReleasePaused, ({ reason }) =>
  reason === 'routine' ? undefined : [paragraph(`Because of ${reason}.`)],
);
const overview = standingDocument('other-step.output-1', 'Overview', [], () => [paragraph('All is well.')]);

it('names each fact that makes documents once', () => {
  expect(factsOf([pause, { facts: [ReleaseAborted, ReleasePaused] }, pause])).toEqual([ReleasePaused, ReleaseAborted]);
});

it('titles a document by subject, product and version, and names the fact that makes it', () => {
  expect(documentsFrom([pause], context, paused('a storm'))).toEqual([
    {
      step: 'some-step',
      output: 'some-step.output-2',
      content: {
        title: 'A pause: shop 1.1.0',
        text: '# A pause: shop 1.1.0\n\nBecause of a storm.\n\nMade from the event e-1 of 2026-11-24T10:00:00.000Z, by ada.\n',
      },
    },
  ]);
});

it('makes no document of another fact, nor of one that its output does not wait for', () => {
  expect(documentsFrom([pause, overview], context, aborted)).toEqual([]);
  expect(documentsFrom([pause], context, paused('routine'))).toEqual([]);
});

it('makes one document of each of several facts', () => {
  const stop = documentRule('some-step.output-3', 'A stop', [ReleasePaused, ReleaseAborted], ({ reason }) => [
    paragraph(reason),
  ]);
  expect(documentsFrom([stop], context, paused('a storm'))).toHaveLength(1);
  expect(documentsFrom([stop], context, aborted)).toHaveLength(1);
});

it('makes a document that shows how things are without a fact, the same each time', () => {
  const [document] = documentsFrom([pause, overview], context);
  expect(document?.content).toEqual({
    title: 'Overview: shop 1.1.0',
    text: '# Overview: shop 1.1.0\n\nAll is well.\n',
  });
  expect(documentsFrom([pause, overview], context)).toEqual([document]);
});

it('takes a document that the fact names as it is', () => {
  const bundle = { digest: `sha256:${'a'.repeat(64)}`, mediaType: 'application/json', size: 2, title: 'Bundle' };
  const archive = keptDocument('some-step.output-4', ReleaseArchived, (data) => data.bundle);
  const fact = stored(ReleaseArchived.of({ releaseId, bundle, events: 1, head: 'f'.repeat(64) }));
  expect(documentsFrom([archive], context, fact)).toEqual([
    { step: 'some-step', output: 'some-step.output-4', content: bundle },
  ]);
});
