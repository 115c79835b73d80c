import { z } from 'zod';
import { hasUnseen } from '../identity.js';

/** Without control characters, and without those that turn the direction of what is read. */
const readable = /^[^\p{Cc}\p{Bidi_Control}\u2028\u2029\ufffd]*$/u;
const unreadable = 'must be one line, without control characters and without bidirectional control characters';

/** One line for people to read, without the white space around it. */
export const oneLine = (longest: number) => z.string().trim().min(1).max(longest).regex(readable, unreadable);

const visible = 'must be without invisible characters: two names that look the same would be two';

/** The name of a person in the system of the sender. */
export const personName = (longest: number) => oneLine(longest).refine((name) => !hasUnseen(name), visible);

/** The name of something in its source: compared without normalisation. */
export const key = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(readable, unreadable)
    .refine((name) => !hasUnseen(name), visible);

/** Text of any number of lines. */
export const prose = (longest: number) => z.string().max(longest);

/** A field that the sender can omit or leave empty. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());

/** A required field. When it is missing, the refusal says why it is needed. */
export const needed = <Schema extends z.ZodType>(schema: Schema, why: string) =>
  z
    .unknown()
    .refine((value): boolean => value !== undefined && value !== null, { message: `is missing: ${why}`, abort: true })
    .pipe(schema as z.ZodType<z.output<Schema>>);
