import { limits } from '@slipway/contracts';
import { reject, type Rejection } from '@slipway/decider';
import { parseCloudEvent, type IncomingMessage } from '@slipway/messaging';
import type { InboundMessage } from '../domain/inbound-message.js';

type Bytes = Pick<IncomingMessage, 'headers' | 'value'>;

const longest = limits.cloudEvent;

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
  const bytes = message.value?.byteLength ?? 0;
  if (bytes > largestEvent) {
    const fix = 'send less: documents go to /intake/v1/releases/<release>/evidence, and the event refers to them';
    return reject('CLOUDEVENT_TOO_LARGE', { bytes, limitBytes: largestEvent, fix });
  }
  const read = parseCloudEvent(message);
  if ('invalid' in read) return reject('CLOUDEVENT_INVALID', { detail: read.invalid });
  const { id, source, type, time, traceparent, correlationid: correlationId } = read.attributes;
  for (const field of ['id', 'source', 'type'] as const) {
    if (Buffer.byteLength(read.attributes[field]) > longest[field]) {
      return reject('CLOUDEVENT_INVALID', { field, fix: `make it at most ${String(longest[field])} bytes long` });
    }
  }
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
