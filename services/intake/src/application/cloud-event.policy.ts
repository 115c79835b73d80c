import { limits } from '@slipway/contracts';
import { pass, reject, type Rule } from '@slipway/decider';

interface Limits {
  /** Bytes that an event may have. */
  readonly largestEvent: number;
}

type SizeRule = Rule<number, undefined, Limits, 'CLOUDEVENT_TOO_LARGE'>;
type Attributes = Readonly<Record<'id' | 'source' | 'type', string>>;
type AttributesRule = Rule<Attributes, undefined, Limits, 'CLOUDEVENT_INVALID'>;

const longest = limits.cloudEvent;

const form =
  'send a CloudEvent 1.0: structured with content type application/cloudevents+json, or binary with a ce- header for each attribute';

/** Refuses bytes that are no CloudEvent. */
export const noCloudEvent = (detail: string) => reject('CLOUDEVENT_INVALID', { detail, fix: form });

const isNotTooLarge: SizeRule = (bytes, _, { largestEvent }) =>
  bytes <= largestEvent
    ? pass
    : reject('CLOUDEVENT_TOO_LARGE', {
        bytes,
        limitBytes: largestEvent,
        fix: 'send less: documents go to /intake/v1/releases/<release>/evidence, and the event refers to them',
      });

const attributesAreShort: AttributesRule = (attributes) => {
  const field = (['id', 'source', 'type'] as const).find((name) => Buffer.byteLength(attributes[name]) > longest[name]);
  return field === undefined
    ? pass
    : reject('CLOUDEVENT_INVALID', { field, fix: `make it at most ${String(longest[field])} bytes long` });
};

export const mayBeParsed: readonly SizeRule[] = [isNotTooLarge];
export const mayBeRead: readonly AttributesRule[] = [attributesAreShort];
