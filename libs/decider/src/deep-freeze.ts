/**
 * Makes a value and all in it unchangeable: what changes it afterwards throws a TypeError. What is frozen already is taken to
 * be so throughout, so that freezing a state again costs as much as what is new in it.
 */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
