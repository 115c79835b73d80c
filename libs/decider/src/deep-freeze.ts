/**
 * Freezes a value and everything in it: a later change throws a TypeError. A frozen value is assumed to
 * be deeply frozen, so freezing a state again costs only as much as its new parts.
 */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
