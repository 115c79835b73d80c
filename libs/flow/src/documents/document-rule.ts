import type { DomainEvent, EventDefinition, EventOf } from '@slipway/contracts';
import { inline } from './markdown.js';

/** Where the fact that a document is about comes from. */
export interface FactSource {
  readonly releaseId: string;
  /** When the fact happened, ISO 8601. */
  readonly occurredAt: string;
  readonly actor: string;
  readonly eventId: string;
}

/** Which fact makes which output of a step, and how it reads. */
export interface DocumentRule<Context extends FactSource, Step extends string = string> {
  readonly step: Step;
  readonly output: string;
  readonly title: string;
  readonly event: EventDefinition;
  /** The document as Markdown; nothing when this fact is not the one that the output waits for. */
  readonly write: (fact: DomainEvent, context: Context) => string | undefined;
}

export function documentRule<
  const Definition extends EventDefinition,
  Context extends FactSource,
  Step extends string = string,
>(
  output: `${Step}.output-${number}`,
  title: string,
  event: Definition,
  body: (data: EventOf<Definition>['data'], context: Context) => string | undefined,
): DocumentRule<Context, Step> {
  return {
    step: output.slice(0, output.indexOf('.')) as Step,
    output,
    title,
    event,
    write: (fact, context) => {
      const text = event.is(fact) ? body(fact.data, context) : undefined;
      return text === undefined ? undefined : framed(title, text, context);
    },
  };
}

/** The facts that make documents, each once: what to listen to. */
export const documentedFacts = (rules: readonly { readonly event: EventDefinition }[]): readonly EventDefinition[] => [
  ...new Set(rules.map(({ event }) => event)),
];

/** The document with its title, and with where what it tells comes from. */
export const framed = (title: string, body: string, { releaseId, occurredAt, actor, eventId }: FactSource): string =>
  [
    `# ${title}`,
    `Release ${releaseId}, ${occurredAt}, by ${inline(actor)}.`,
    body,
    `Made from the event ${eventId}.`,
    '',
  ].join('\n\n');
