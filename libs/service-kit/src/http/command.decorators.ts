import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const keylessKey = 'slipway:keyless';
export const rawBodyKey = 'slipway:raw-body';

/**
 * For senders that cannot send an Idempotency-Key (webhooks of other systems): the handler removes duplicates itself,
 * for example by the message's own source and id, inside its own `withCause`.
 */
export const WithoutIdempotencyKey = (): CustomDecorator => SetMetadata(keylessKey, true);

export interface RawBodyRules {
  /** At most so many bytes. */
  readonly limit: number;
  /** Accepted media types, as express understands them; every type when absent. */
  readonly types?: readonly string[];
}

/** The route takes bytes, not JSON: `@Body() bytes: Buffer`. */
export const RawBody = (rules: RawBodyRules): CustomDecorator => SetMetadata(rawBodyKey, rules);
