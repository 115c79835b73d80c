import { firstRejection, type Rejection } from '@slipway/decider';
import { parseCloudEvent, type IncomingMessage } from '@slipway/messaging';
import type { InboundMessage } from '../domain/inbound-message.js';
import { mayBeParsed, mayBeRead, noCloudEvent } from './cloud-event.policy.js';

type Bytes = Pick<IncomingMessage, 'headers' | 'value'>;

export interface ReadCloudEvent extends InboundMessage {
  /** W3C trace context that came along. */
  readonly traceparent?: string;
  readonly correlationId?: string;
}

/** Reads a CloudEvent in binary or structured mode off the bytes and headers of a Kafka message. */
export function readCloudEvent(
  message: Bytes,
  largestEvent: number,
): ReadCloudEvent | Rejection<'CLOUDEVENT_INVALID' | 'CLOUDEVENT_TOO_LARGE'> {
  const context = { largestEvent };
  const tooLarge = firstRejection(mayBeParsed, message.value?.byteLength ?? 0, undefined, context);
  if (tooLarge !== undefined) return tooLarge;
  const read = parseCloudEvent(message);
  if ('invalid' in read) return noCloudEvent(read.invalid);
  const refusal = firstRejection(mayBeRead, read.attributes, undefined, context);
  if (refusal !== undefined) return refusal;
  const { id, source, type, time, traceparent, correlationid: correlationId } = read.attributes;
  return {
    id,
    source,
    type,
    data: read.data,
    ...(time === undefined ? {} : { time }),
    ...(isTraceparent(traceparent) ? { traceparent } : {}),
    ...(isName(correlationId) ? { correlationId } : {}),
  };
}

const isTraceparent = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(value);

const isName = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value);
