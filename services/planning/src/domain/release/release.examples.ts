import { ReleaseProposed, type Actor, type ReleaseSummary, type TemplateReference } from '@slipway/contracts';
import { baseFlow, releasePolicy } from '@slipway/flow';
import type { FlowException } from '../flow/exceptions/exception.state.js';
import type { ReleaseContext } from './release.policy.js';

/** A release as specifications use it. */
export const exampleRelease: ReleaseSummary = {
  releaseId: 'shop-1.1.0',
  product: 'shop',
  version: '1.1.0',
  type: 'minor',
  title: 'Faster checkout',
  environment: 'production',
  components: ['web', 'cart'],
  artifacts: [{ name: 'web', uri: 'https://artifacts.example/web-1.1.0.tgz', digest: `sha256:${'a'.repeat(64)}` }],
  previousReleaseId: 'shop-1.0.0',
  author: 'ada',
  window: { start: '2026-11-24T10:00:00.000Z', end: '2026-11-24T12:00:00.000Z' },
  policy: releasePolicy(baseFlow, 'minor'),
};

export const exampleTemplate: TemplateReference = {
  id: baseFlow.id,
  version: baseFlow.version,
  digest: `sha256:${'f'.repeat(64)}`,
};

export const proposed = (changes: Partial<ReleaseSummary> = {}): ReleaseProposed =>
  ReleaseProposed.of({ ...exampleRelease, ...changes, template: exampleTemplate, reviewedBy: ['grace'] });

export const person = (id: string, ...roles: Actor['roles']): Actor => ({ id, kind: 'person', roles });

export const granted = (kind: FlowException['kind'], items: string[], to?: string): FlowException => ({
  exceptionId: 'exception-1',
  kind,
  items,
  reason: 'it has to be',
  evidence: [],
  status: 'granted',
  requestedBy: 'barbara',
  needsConfirmation: false,
  ...(to === undefined ? {} : { to }),
});

export const exampleContext: ReleaseContext = {
  now: '2026-11-23T10:00:00.000Z',
  actor: person('ada', 'release-manager'),
  progress: 'preparing',
  hats: {},
  granted: [],
};
