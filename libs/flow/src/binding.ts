import type { DomainEvent } from '@slipway/contracts';
import { z } from 'zod';

/** A condition on one field of a fact. It is false for a field that is missing or has another type. */
export const Condition = z.union([
  z.strictObject({ equals: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
  z.strictObject({ atLeast: z.number() }),
  z.strictObject({ atMost: z.number() }),
]);
export type Condition = z.infer<typeof Condition>;

/**
 * A kind of fact that fulfils an item of the flow: an event type, and conditions on fields of the event's data,
 * all of which must hold. A dot reaches into an object: `'artifact.name'`.
 */
export const FactBinding = z.strictObject({
  type: z.string().min(1),
  where: z.record(z.string().min(1), Condition).exactOptional(),
});
export type FactBinding = z.infer<typeof FactBinding>;

/** Whether this fact is of the bound type and every condition of the binding holds for its data. */
export function matches(binding: FactBinding, event: DomainEvent): boolean {
  return (
    binding.type === event.type &&
    Object.entries(binding.where ?? {}).every(([path, condition]) => holds(condition, fieldAt(event.data, path)))
  );
}

/** The first of an item's bindings that this fact matches; any one is enough to fulfil the item. */
export function matchingBinding(facts: readonly FactBinding[] = [], event: DomainEvent): FactBinding | undefined {
  return facts.find((binding) => matches(binding, event));
}

function holds(condition: Condition, value: unknown): boolean {
  if ('equals' in condition) return value === condition.equals;
  if (typeof value !== 'number') return false;
  return 'atLeast' in condition ? value >= condition.atLeast : value <= condition.atMost;
}

function fieldAt(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined), data);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
