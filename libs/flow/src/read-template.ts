import { deepFreeze } from '@slipway/decider';
import { LRUCache } from 'lru-cache';
import { FlowTemplate } from './template.js';

/** Many releases pin few templates: those that say the same are one object, checked once. */
const known = new LRUCache<string, FlowTemplate>({
  max: 50,
  maxSize: 5_000_000,
  sizeCalculation: (_, text) => text.length,
});

/**
 * The template that a JSON text says. It is shared, and frozen.
 * @throws SyntaxError, ZodError when it says none
 */
export function readTemplate(text: string): FlowTemplate {
  const read = known.get(text) ?? deepFreeze(FlowTemplate.parse(JSON.parse(text)));
  known.set(text, read);
  return read;
}
