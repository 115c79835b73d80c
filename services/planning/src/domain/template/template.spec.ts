import { TemplatePublished } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { template, type TemplateCommand } from './template.decider.js';

const { given } = specificationFor(template, { now: '2026-11-25T10:00:00.000Z', actor: { id: 'root' } }, expect);
const offered = (version: string, letter: string) => {
  const digest = `sha256:${letter.repeat(64)}`;
  const evidence = { digest, mediaType: 'application/json', size: 10, title: 'Team flow' };
  return { template: { id: 'team-flow', version, digest }, title: 'Team flow', evidence };
};
const publish = (version: string, letter: string): TemplateCommand => ({
  type: 'PublishTemplate',
  ...offered(version, letter),
});
const published = (version: string, letter: string) => TemplatePublished.of(offered(version, letter));

it('is published by version', () => {
  given(published('1.0.0', 'a')).when(publish('1.1.0', 'b')).then(published('1.1.0', 'b'));
});

it('keeps what was published under a version', () => {
  given(published('1.0.0', 'a')).when(publish('1.0.0', 'b')).thenRejected('TEMPLATE_VERSION_TAKEN');
});

it('can be published again unchanged, which changes nothing', () => {
  given(published('1.0.0', 'a')).when(publish('1.0.0', 'a')).thenNothing();
});
