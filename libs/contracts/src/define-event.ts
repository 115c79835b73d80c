import { z } from 'zod';
import type { FieldIssue } from './field-problems.js';
import type { Topic } from './topics.js';

/** A fact as the domain sees it: its wire type and its data, nothing about where it is stored. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** The one declaration of a published event: wire type, topic and the zod schema of its data. */
export interface EventDefinition<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly type: Type;
  /** The trailing `vN` of the wire type. */
  readonly schemaVersion: number;
  readonly topic: Topic;
  readonly data: Schema;
  /** Creates the fact. @throws InvalidFact if the data does not match the schema */
  of(data: z.input<Schema>): DomainEvent<Type, z.output<Schema>>;
  /** Narrows any fact to this one. */
  readonly is: (event: DomainEvent) => event is DomainEvent<Type, z.output<Schema>>;
}

export type EventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Schema> ? DomainEvent<Type, z.output<Schema>> : never;

const wireType = /^dev\.slipway\.[a-z]+(\.[a-z-]+)+\.v([1-9]\d*)$/;

/** Data that does not match the declaration of the fact: the sent data is invalid, not the stored data. */
export class InvalidFact extends Error {
  override readonly name = 'InvalidFact';
  readonly issues: readonly FieldIssue[];

  constructor(
    readonly type: string,
    cause: z.ZodError,
  ) {
    super(`${type}: ${cause.message}`, { cause });
    this.issues = cause.issues;
  }
}

/**
 * Declares a published event.
 * @throws RangeError when the type is not of the form `dev.slipway.<service>.<past-fact>.v<N>`.
 */
export function defineEvent<const Type extends string, Schema extends z.ZodType>(
  type: Type,
  { topic, data }: { topic: Topic; data: Schema },
): EventDefinition<Type, Schema> {
  const version = wireType.exec(type)?.[2];
  if (version === undefined) throw new RangeError(`'${type}' is not dev.slipway.<service>.<past-fact>.v<N>`);
  return {
    type,
    schemaVersion: Number(version),
    topic,
    data,
    of: (input) => {
      const checked = data.safeParse(input);
      if (!checked.success) throw new InvalidFact(type, checked.error);
      return { type, data: checked.data };
    },
    is: (event): event is DomainEvent<Type, z.output<Schema>> => event.type === type,
  };
}
