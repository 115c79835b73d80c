import type { DomainEvent, EventDefinition, EventOf, EvidenceReference } from '@slipway/contracts';
import { documentOf, type Document, type NamedRelease } from './document.js';
import { paragraph, type Block } from './markdown.js';

/** A fact as it was stored: what happened, when, and who caused it. */
export interface StoredFact extends DomainEvent {
  readonly id: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly actor: { readonly id: string };
}

/** What documents are made from, beside the fact that calls for them. */
export interface DocumentContext {
  readonly release: NamedRelease;
}

/** A document to keep, or one that is kept already. */
export type Content = Document | EvidenceReference;

/** Which facts make which output of a step, and what it says. */
export interface DocumentRule<Context extends DocumentContext> {
  readonly step: string;
  readonly output: OutputId;
  /** Each of them makes the document again. */
  readonly facts: readonly EventDefinition[];
  /** Nothing when this fact is not one that the output waits for. */
  readonly write: (context: Context, fact: StoredFact | undefined) => Content | undefined;
}

type OutputId = `${string}.output-${number}`;

const ofOutput = (output: OutputId) => ({ step: output.slice(0, output.indexOf('.')), output });

/** A fact makes the document, which names the fact at its end. */
export function documentRule<const Definition extends EventDefinition, Context extends DocumentContext>(
  output: OutputId,
  subject: string,
  event: Definition | readonly Definition[],
  body: (data: EventOf<Definition>['data'], context: Context, fact: StoredFact) => readonly Block[] | undefined,
): DocumentRule<Context> {
  const facts = 'type' in event ? [event] : event;
  return {
    ...ofOutput(output),
    facts,
    write: (context, fact) => {
      if (fact === undefined || !isOneOf(facts, fact)) return undefined;
      const blocks = body(fact.data, context, fact);
      return blocks && documentOf(subject, context.release, [...blocks, madeFrom(fact)]);
    },
  };
}

/** The document shows how things are when it is written, whatever made it. */
export const standingDocument = <Context extends DocumentContext>(
  output: OutputId,
  subject: string,
  facts: readonly EventDefinition[],
  body: (context: Context) => readonly Block[],
): DocumentRule<Context> => ({
  ...ofOutput(output),
  facts,
  write: (context) => documentOf(subject, context.release, body(context)),
});

/** The fact names a document that is kept already. */
export const keptDocument = <const Definition extends EventDefinition>(
  output: OutputId,
  event: Definition,
  reference: (data: EventOf<Definition>['data']) => EvidenceReference,
): DocumentRule<DocumentContext> => ({
  ...ofOutput(output),
  facts: [event],
  write: (_, fact) => (fact !== undefined && isOneOf([event], fact) ? reference(fact.data) : undefined),
});

/** The facts that make documents, each once: what to listen to. */
export const factsOf = (
  rules: readonly { readonly facts: readonly EventDefinition[] }[],
): readonly EventDefinition[] => [...new Set(rules.flatMap(({ facts }) => facts))];

export interface WrittenDocument {
  readonly step: string;
  readonly output: OutputId;
  readonly content: Content;
}

/** The documents that a fact makes; without a fact, those that show how things are. */
export const documentsFrom = <Context extends DocumentContext>(
  rules: readonly DocumentRule<Context>[],
  context: Context,
  fact?: StoredFact,
): WrittenDocument[] =>
  rules
    .filter(({ facts }) => fact === undefined || facts.some(({ type }) => type === fact.type))
    .flatMap(({ step, output, write }) => {
      const content = write(context, fact);
      return content === undefined ? [] : [{ step, output, content }];
    });

const isOneOf = <Definition extends EventDefinition>(
  facts: readonly Definition[],
  fact: StoredFact,
): fact is StoredFact & EventOf<Definition> => facts.some((each) => each.is(fact));

const madeFrom = ({ id, occurredAt, actor }: StoredFact): Block =>
  paragraph(`Made from the event ${id} of ${occurredAt}, by ${actor.id}.`);
