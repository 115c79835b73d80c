import type { DomainEvent, EventDefinition, EventOf, Measurements } from '@slipway/contracts';
import type { Circumstances } from '../assessment/circumstances.js';
import type { Range } from '../assessment/trend.js';
import type { WatchState } from '../watch/watch.state.js';

/** What the samples say about the time that a document covers. */
export interface Sampled extends Range {
  readonly targets: readonly (Measurements & { readonly target: string })[];
  readonly faults: readonly { readonly target: string; readonly observed: string; readonly count: number }[];
}

/** What a document tells beside the fact that it is about. */
export interface DocumentContext {
  /** When the fact happened, ISO 8601. */
  readonly occurredAt: string;
  readonly eventId: string;
  readonly actor: string;
  readonly state: WatchState;
  readonly circumstances: Circumstances;
  readonly sampled: Sampled;
}

/** Which fact makes which output, and how it reads. */
export interface DocumentRule {
  readonly step: string;
  readonly output: string;
  readonly title: string;
  readonly type: string;
  /** The document as Markdown; nothing when this fact is not the one that the output waits for. */
  write(fact: DomainEvent, context: DocumentContext): string | undefined;
}

export function documentRule<const Definition extends EventDefinition>(
  output: `${string}.output-${number}`,
  title: string,
  definition: Definition,
  body: (data: EventOf<Definition>['data'], context: DocumentContext) => string | undefined,
): DocumentRule {
  const write = (fact: DomainEvent, context: DocumentContext): string | undefined => {
    const text = definition.is(fact) ? body(fact.data, context) : undefined;
    return text === undefined ? undefined : framed(title, text, context);
  };
  return { step: output.slice(0, output.indexOf('.')), output, title, type: definition.type, write };
}

export const framed = (
  title: string,
  body: string,
  { circumstances, occurredAt, actor, eventId }: DocumentContext,
): string =>
  [
    `# ${title}`,
    `Release ${circumstances.release.releaseId}, ${occurredAt}, by ${actor}.`,
    body,
    `Made from the event ${eventId}.`,
    '',
  ].join('\n\n');
