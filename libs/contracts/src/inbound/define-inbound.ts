import type { z } from 'zod';

/** The declaration of an inbound event: the CloudEvents type and the zod schema of its data. */
export interface InboundDefinition<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  /** Of CDEvents without the version at its end. */
  readonly type: Type;
  readonly data: Schema;
  /** Whether a CloudEvents type is this one; a CDEvents type in any version 0.x. */
  accepts(type: string): boolean;
}

/** The data of an inbound event, as its schema leaves it. */
export type InboundOf<Definition> =
  Definition extends InboundDefinition<string, infer Schema> ? z.output<Schema> : never;

const cdeventsVersion = /^\.0\.\d+\.\d+(-[0-9a-z.-]+)?$/i;

/**
 * Declares an inbound event.
 * @throws RangeError when the type is neither `dev.slipway.inbound.<subject>.<past-fact>.v<N>` nor `dev.cdevents.<subject>.<predicate>`.
 */
export function defineInbound<const Type extends string, Schema extends z.ZodType>(
  type: Type,
  data: Schema,
): InboundDefinition<Type, Schema> {
  if (/^dev\.slipway\.inbound\.[a-z]+\.[a-z]+\.v[1-9]\d*$/.test(type)) {
    return { type, data, accepts: (candidate) => candidate === type };
  }
  if (/^dev\.cdevents\.[a-z]+\.[a-z]+$/.test(type)) {
    return {
      type,
      data,
      accepts: (candidate) => candidate.startsWith(type) && cdeventsVersion.test(candidate.slice(type.length)),
    };
  }
  throw new RangeError(`'${type}' is neither an inbound type of Slipway nor one of CDEvents without its version`);
}
