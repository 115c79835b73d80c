import { applyDecorators, Body, HttpCode, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { Rejection } from '@slipway/decider';
import { z } from 'zod';
import type { Answer } from './answer.js';
import type { Tagged } from './outcome.interceptor.js';

/** The request's body, checked and typed by a zod schema; the OpenAPI document shows the same schema. */
export const ZodBody = (schema: z.ZodType): ParameterDecorator => Body({ schema });

/**
 * The query parameters, checked and typed by a zod object. Unknown parameters are refused, because they would filter
 * nothing.
 */
export const ZodQuery = (schema: z.ZodObject): ParameterDecorator => Query({ schema: schema.strict() });

/** One path parameter, checked by a zod schema. */
export const ZodParam = (name: string, schema: z.ZodType): ParameterDecorator => Param(name, { schema });

/** Only for handlers that return this type: anything else does not compile. */
type Answers<Answered> = <
  Handler extends (...parameters: never[]) => Answered | Rejection | Promise<Answered | Rejection>,
>(
  controller: object,
  name: string | symbol,
  handler: TypedPropertyDescriptor<Handler>,
) => void;

/** The answer of the route in the OpenAPI document. Commands need none: they answer `Accepted`. */
export const ZodAnswer = <Schema extends z.ZodType>(schema: Schema, status = 200): Answers<Answer<Schema>> =>
  applyDecorators(HttpCode(status), ApiResponse({ status, standardSchema: schema }));

/** The same for a query that answers `tagged(positions, body)`. */
export const TaggedAnswer = <Schema extends z.ZodType>(schema: Schema): Answers<Tagged<Answer<Schema>>> =>
  ApiResponse({ status: 200, standardSchema: schema, headers: { ETag: etag } });

/** The same for a query that answers text where the sender accepts that rather than JSON. */
export const ZodAnswerOr = <Schema extends z.ZodType>(
  mediaType: string,
  schema: Schema,
): Answers<Answer<Schema> | string | StreamableFile> =>
  applyDecorators(ApiProduces('application/json', mediaType), ApiResponse({ status: 200, standardSchema: schema }));

/** The route answers text or bytes of this type. */
export const MediaAnswer = (mediaType: string): Answers<string | StreamableFile> =>
  applyDecorators(ApiProduces(mediaType), ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } }));

/** The header that carries stream positions. */
export const etag = {
  description: 'The state that was read, for If-Match of a command. Opaque.',
  schema: { type: 'string' as const, examples: ['"release:7,approval:2"'] },
};
