import { Body, Param, Query } from '@nestjs/common';
import { z } from 'zod';

/** The request's body, checked and typed by a zod schema; the OpenAPI document shows the same schema. */
export const ZodBody = (schema: z.ZodType): ParameterDecorator => Body({ schema });

/** The query parameters, checked and typed by a zod object: one that it does not know is refused, for it would filter nothing. */
export const ZodQuery = (schema: z.ZodObject): ParameterDecorator => Query({ schema: schema.strict() });

/** One path parameter, checked by a zod schema. */
export const ZodParam = (name: string, schema: z.ZodType): ParameterDecorator => Param(name, { schema });
