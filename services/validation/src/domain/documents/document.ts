import type { DomainEvent, EventDefinition, EventOf } from '@slipway/contracts';
import type { AcceptanceState } from '../acceptance/acceptance.state.js';

/** What a document tells beside the fact that it is about. */
export interface DocumentContext {
  readonly release: string;
  /** When the fact happened, ISO 8601. */
  readonly occurredAt: string;
  readonly actor: string;
  readonly eventId: string;
  readonly acceptance: AcceptanceState;
}

/** Which fact makes which output of our steps, and how it reads. */
export interface DocumentRule {
  readonly step: 'validate-prerelease' | 'validate-postrelease' | 'conduct-user-acceptance';
  readonly output: string;
  readonly title: string;
  readonly type: string;
  /** The document as Markdown; nothing when this fact is not the one that the output waits for. */
  readonly write: (fact: DomainEvent, context: DocumentContext) => string | undefined;
}

export function documentRule<const Definition extends EventDefinition>(
  output: `${DocumentRule['step']}.output-${number}`,
  title: string,
  definition: Definition,
  body: (data: EventOf<Definition>['data'], context: DocumentContext) => string | undefined,
): DocumentRule {
  const step = output.slice(0, output.indexOf('.')) as DocumentRule['step'];
  const write = (fact: DomainEvent, context: DocumentContext): string | undefined => {
    const text = definition.is(fact) ? body(fact.data, context) : undefined;
    return text === undefined ? undefined : framed(title, text, context);
  };
  return { step, output, title, type: definition.type, write };
}

const framed = (title: string, body: string, { release, occurredAt, actor, eventId }: DocumentContext): string =>
  [`# ${title}`, `Release ${release}, ${occurredAt}, by ${actor}.`, body, `Made from the event ${eventId}.`, ''].join(
    '\n\n',
  );
