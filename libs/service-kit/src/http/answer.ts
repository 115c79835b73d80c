import type { z } from 'zod';

/** The type of an answer, as handlers return it: states, rows and facts are read-only at every level. */
export type Answer<Schema extends z.ZodType> = Frozen<z.output<Schema>>;

type Frozen<Value> = unknown extends Value ? Value : { readonly [Name in keyof Value]: Frozen<Value[Name]> };

/**
 * A schema for exactly the fields of a state or a row: `z.strictObject({ … } satisfies FieldsOf<State>)`. The type
 * checker makes sure that every state fits and that no field is undescribed.
 */
export type FieldsOf<State> = { readonly [Field in keyof State]-?: z.ZodType };
