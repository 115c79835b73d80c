import { inboundDefinitionOf, type Origin } from '@slipway/contracts';
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
  const parsed = definition.data.safeParse(message.data);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message: fix }) => ({ field: ['data', ...path].join('.'), fix }));
    return reject('PAYLOAD_INVALID', { type: definition.type, fields });
  }
  const { source, id } = message;
  return translate(parsed.data, { source, id, publisher, receivedAt });
}
