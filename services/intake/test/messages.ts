import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** What a client of CloudEvents sends. */
export interface Message {
  readonly specversion: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time?: string;
  readonly data: unknown;
}

export const structuredHeaders = { 'content-type': 'application/cloudevents+json' };

export const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
export const newDigest = (): string => digestOf(randomUUID());
export const artifactTrail = (digest: string): string => digest.replace('sha256:', 'artifact-');
export const newProduct = (): string => `p${randomBytes(5).toString('hex')}`;

export const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

export const cloudEvent = (type: string, data: unknown, changes: Partial<Message> = {}): Message => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/ci/shop',
  type,
  data,
  ...changes,
});

interface CDEvent {
  /** `pipelinerun.finished.0.3.0` */
  readonly name: string;
  readonly subject: { readonly id: string; readonly content: object };
  readonly customData?: object;
  /** Beside or in place of what the envelope says. */
  readonly context?: object;
  readonly envelope?: Partial<Message>;
}

export function cdevent({ name, subject, customData, context, envelope }: CDEvent): Message {
  const message = cloudEvent(`dev.cdevents.${name}`, undefined, envelope);
  const { id, source, type } = message;
  const inner = { specversion: '0.5.1', id, source, type, timestamp: new Date().toISOString(), ...context };
  return { ...message, data: { context: inner, subject, ...(customData === undefined ? {} : { customData }) } };
}

export const feedback = (releaseId: string, user: string, changes: Partial<Message> = {}): Message =>
  cloudEvent('dev.slipway.inbound.feedback.received.v1', { releaseId, rating: 5, user }, changes);

/** `[rv]` of a release that nobody has announced. */
export function review(data: object = {}, changes: Partial<Message> = {}): Message {
  const product = newProduct();
  const artifact = { name: product, uri: `https://artifacts.example/${product}.tgz`, digest: newDigest() };
  return cloudEvent(
    'dev.slipway.inbound.review.completed.v1',
    {
      product,
      version: '1.0.0',
      releaseType: 'minor',
      title: `${product} 1.0.0`,
      author: 'dennis',
      environment: 'production',
      components: [product],
      artifacts: [artifact],
      window: { start: '2100-01-01T10:00:00.000Z', end: '2100-01-01T12:00:00.000Z' },
      reviewers: ['ken'],
      ...data,
    },
    changes,
  );
}
