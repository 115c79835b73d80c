import { z } from 'zod';
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
  /** Makes the fact; the data is checked against the schema and a ZodError names what is wrong. */
  of(data: z.input<Schema>): DomainEvent<Type, z.output<Schema>>;
  /** Narrows any fact to this one. */
  readonly is: (event: DomainEvent) => event is DomainEvent<Type, z.output<Schema>>;
}

export type EventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Schema> ? DomainEvent<Type, z.output<Schema>> : never;

const wireType = /^dev\.slipway\.[a-z]+(\.[a-z-]+)+\.v([1-9]\d*)$/;

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
    of: (input) => ({ type, data: data.parse(input) }),
    is: (event): event is DomainEvent<Type, z.output<Schema>> => event.type === type,
  };
}
