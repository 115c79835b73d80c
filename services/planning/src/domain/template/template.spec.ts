import { TemplatePublished } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow, type FlowTemplate } from '@slipway/flow';
import { template, type TemplateCommand } from './template.decider.js';

const { given } = specificationFor(template, { now: '2026-11-25T10:00:00.000Z', actor: { id: 'root' } }, expect);
const offered = (version: string, letter: string) => {
  const digest = `sha256:${letter.repeat(64)}`;
  const evidence = { digest, mediaType: 'application/json', size: 10, title: 'Team flow' };
  return { template: { id: 'team-flow', version, digest }, title: 'Team flow', evidence };
};
const publish = (version: string, letter: string, flow: FlowTemplate = baseFlow): TemplateCommand => ({
  type: 'PublishTemplate',
  flow,
  ...offered(version, letter),
});
const published = (version: string, letter: string) =>
  TemplatePublished.of({ ...offered(version, letter), by: 'root' });

it('is published by version', () => {
  given(published('1.0.0', 'a')).when(publish('1.1.0', 'b')).then(published('1.1.0', 'b'));
});

it('keeps what was published under a version', () => {
  given(published('1.0.0', 'a')).when(publish('1.0.0', 'b')).thenRejected('TEMPLATE_VERSION_TAKEN');
});

it('can be published again unchanged, which changes nothing', () => {
  given(published('1.0.0', 'a')).when(publish('1.0.0', 'a')).thenNothing();
});

it('has no length of time that a timer or a schedule could not go by', () => {
  const { policy } = baseFlow;
  const durations = { ...policy.durations, windowApproaching: 'P9999Y', probeInterval: 'PT0S' };
  given()
    .when(publish('1.0.0', 'a', { ...baseFlow, policy: { ...policy, durations } }))
    .thenRejected('TEMPLATE_INVALID', {
      errors: [
        { field: 'policy.durations.windowApproaching', reason: 'P9999Y is not from PT0S to P10Y' },
        { field: 'policy.durations.probeInterval', reason: 'PT0S is not from PT1S to P10Y' },
      ],
      fix: 'fix what each of the errors names',
    });
});
