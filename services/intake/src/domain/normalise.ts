import {
  boundsDefect,
  credentialDefect,
  fieldProblems,
  inboundCatalog,
  inboundDefinitionOf,
  textDefect,
  type FieldProblem,
  type Identities,
  type Origin,
} from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import type { InboundMessage } from './inbound-message.js';
import { payloadInvalid, typeUnknown } from './message.policy.js';
import type { StatedTime } from './occurrence.policy.js';
import { translationOf, type Translated } from './translations.js';

/** What the door knows of a message beside the message. */
export interface Receipt extends Pick<Origin, 'publisher' | 'receivedAt'> {
  readonly identities: Identities;
}

export interface Normalised extends Translated {
  /** When it happened, according to its sender. */
  readonly stated?: StatedTime;
}

const known = inboundCatalog.map(({ type }) => type);

/** Translates a message into a fact of Slipway, or lists what is wrong with it, field by field. */
export function normalise(
  message: InboundMessage,
  { publisher, receivedAt, identities }: Receipt,
): Normalised | Rejection<'TYPE_UNKNOWN' | 'PAYLOAD_INVALID'> {
  const definition = inboundDefinitionOf(message.type);
  if (definition === undefined) return typeUnknown(message.type, known);
  const invalid = (fields: readonly FieldProblem[]) => payloadInvalid(definition.type, fields);
  const { source, id, data } = message;
  const sent = { source, id, data };
  const defect = boundsDefect(sent) ?? textDefect(sent) ?? credentialDefect(sent);
  if (defect !== undefined) return invalid([{ field: defect.path.join('.'), fix: defect.fix }]);
  const parsed = definition.data.safeParse(data);
  if (!parsed.success) {
    return invalid(fieldProblems(parsed.error.issues.map((issue) => ({ ...issue, path: ['data', ...issue.path] }))));
  }
  const context = cdeventContextOf(parsed.data);
  const contradictions = context === undefined ? [] : contradictionsOf(context, message);
  if (contradictions.length > 0) return invalid(contradictions);
  const translated = translationOf(definition)(parsed.data, {
    origin: { source, id, publisher, receivedAt },
    identities,
  });
  return isRejection(translated) ? translated : { ...translated, ...statedTime(context, message) };
}

interface CDEventContext {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly timestamp: string;
}

/** The schemas of CDEvents have checked it; our own types have none. */
function cdeventContextOf(data: unknown): CDEventContext | undefined {
  return (data as { readonly context?: CDEventContext }).context;
}

/** A CDEvent has its id and source twice: in the envelope and in the event. Both must be the same. */
const contradictionsOf = (context: CDEventContext, message: InboundMessage): FieldProblem[] =>
  (['id', 'source', 'type'] as const)
    .filter((name) => context[name] !== message[name])
    .map((name) => ({
      field: `data.context.${name}`,
      fix: `must be the ${name} of the CloudEvent, which is ${message[name]}: give the CloudEvent the ${name} of the CDEvent`,
    }));

/** The CDEvents binding makes the time of the envelope that of the event: where an SDK puts in when it sent, the event is right. */
function statedTime(context: CDEventContext | undefined, { time }: InboundMessage): { stated?: StatedTime } {
  if (context !== undefined) return { stated: { field: 'data.context.timestamp', time: context.timestamp } };
  return time === undefined ? {} : { stated: { field: 'time', time } };
}
