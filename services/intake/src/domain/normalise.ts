import { fieldProblems, inboundDefinitionOf, textDefect, type Origin } from '@slipway/contracts';
import { reject, type Rejection } from '@slipway/decider';
import type { InboundMessage } from './inbound-message.js';
import { translations, type Translated } from './translations.js';

/** Says a message in our words, or what is wrong with it, field by field. */
export function normalise(
  message: InboundMessage,
  { publisher, receivedAt }: Pick<Origin, 'publisher' | 'receivedAt'>,
): Translated | Rejection<'TYPE_UNKNOWN' | 'PAYLOAD_INVALID'> {
  const definition = inboundDefinitionOf(message.type);
  const translate = definition === undefined ? undefined : translations.get(definition.type);
  if (definition === undefined || translate === undefined) {
    return reject('TYPE_UNKNOWN', {
      field: 'type',
      type: message.type.slice(0, 200),
      fix: `send one of ${[...translations.keys()].join(', ')} (CDEvents with their version 0.x.y)`,
    });
  }
  const { source, id, data } = message;
  const defect = textDefect({ source, id, data });
  if (defect !== undefined) {
    const fields = [{ field: defect.path.join('.'), fix: defect.fix }];
    return reject('PAYLOAD_INVALID', { eventType: definition.type, fields });
  }
  const parsed = definition.data.safeParse(data);
  if (!parsed.success) {
    const fields = fieldProblems(parsed.error.issues.map((issue) => ({ ...issue, path: ['data', ...issue.path] })));
    return reject('PAYLOAD_INVALID', { eventType: definition.type, fields });
  }
  const inner = cdeventsTypeOf(parsed.data);
  if (inner !== undefined && inner !== message.type) {
    const fields = [{ field: 'data.context.type', fix: `must be the type of the CloudEvent, ${message.type}` }];
    return reject('PAYLOAD_INVALID', { eventType: definition.type, fields });
  }
  return translate(parsed.data, { source, id, publisher, receivedAt });
}

/** A CDEvent says its type twice: to those who read the envelope, and to those who read the event. */
function cdeventsTypeOf(data: unknown): unknown {
  const { context } = data as { readonly context?: { readonly type?: unknown } };
  return context?.type;
}
