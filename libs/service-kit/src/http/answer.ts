import type { z } from 'zod';

/** What a schema describes, as handlers answer it: states, rows and facts are read-only all the way down. */
export type Answer<Schema extends z.ZodType> = Frozen<z.output<Schema>>;

type Frozen<Value> = unknown extends Value ? Value : { readonly [Name in keyof Value]: Frozen<Value[Name]> };

/**
 * A schema for each field of a state or a row, and for nothing else: `z.strictObject({ … } satisfies FieldsOf<State>)`.
 * That every state fits is checked where it is answered; that it answers nothing undescribed, here.
 */
export type FieldsOf<State> = { readonly [Field in keyof State]-?: z.ZodType };
