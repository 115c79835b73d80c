import { Inject } from '@nestjs/common';
import type { AnyDecider } from './outcome.js';

const tokens = new WeakMap<object, symbol>();

/** The provider token of a decider's aggregate: one per decider value. */
export function aggregateToken(decider: AnyDecider): symbol {
  const token = tokens.get(decider) ?? Symbol(`aggregate ${decider.category}`);
  tokens.set(decider, token);
  return token;
}

/** `@InjectAggregate(approval) private readonly approvals: Aggregate<typeof approval>` */
export const InjectAggregate = (decider: AnyDecider): ParameterDecorator & PropertyDecorator =>
  Inject(aggregateToken(decider));
