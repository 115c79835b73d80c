import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtension } from '@nestjs/swagger';

export const keylessKey = 'slipway:keyless';
export const rawBodyKey = 'slipway:raw-body';

/**
 * For senders that cannot send an Idempotency-Key (webhooks of other systems): the handler removes duplicates itself,
 * for example by source and id of the message, inside its own `withCause`.
 */
export const WithoutIdempotencyKey = (): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(keylessKey, true), ApiExtension('x-keyless', true));

export interface RawBodyRules {
  /** The maximum number of bytes. */
  readonly limit: number;
  /** Accepted media types, as express understands them; every type when absent. */
  readonly types?: readonly string[];
}

/** The route takes bytes, not JSON: `@Body() bytes: Buffer`. */
export const RawBody = (rules: RawBodyRules): MethodDecorator =>
  applyDecorators(
    SetMetadata(rawBodyKey, rules),
    ApiConsumes(...(rules.types ?? ['*/*'])),
    ApiBody({ schema: { type: 'string', format: 'binary', maxLength: rules.limit } }),
  );
