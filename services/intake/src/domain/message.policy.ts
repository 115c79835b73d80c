import type { FieldProblem } from '@slipway/contracts';
import { reject } from '@slipway/decider';

/** Refuses a message whose data does not match its type, field by field. */
export const payloadInvalid = (eventType: string, fields: readonly FieldProblem[]) =>
  reject('PAYLOAD_INVALID', { eventType, fields });

/** Refuses a message of a type that nothing here takes. */
export const typeUnknown = (type: string, known: readonly string[]) =>
  reject('TYPE_UNKNOWN', {
    field: 'type',
    eventType: type.slice(0, 200),
    fix: `send one of ${known.join(', ')} (CDEvents with their version 0.x.y)`,
  });
