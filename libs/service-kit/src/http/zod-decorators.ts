import { Body, Param, Query } from '@nestjs/common';
import type { z } from 'zod';

/** The request's body, checked and typed by a zod schema; the OpenAPI document shows the same schema. */
export const ZodBody = (schema: z.ZodType): ParameterDecorator => Body({ schema });

/** The query parameters, checked and typed by a zod object. */
export const ZodQuery = (schema: z.ZodType): ParameterDecorator => Query({ schema });

/** One path parameter, checked by a zod schema. */
export const ZodParam = (name: string, schema: z.ZodType): ParameterDecorator => Param(name, { schema });
