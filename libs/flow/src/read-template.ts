import { deepFreeze } from '@slipway/decider';
import { LRUCache } from 'lru-cache';
import { FlowTemplate } from './template.js';

/** Many releases pin few templates: equal templates are one object, validated once. */
const known = new LRUCache<string, FlowTemplate>({
  max: 50,
  maxSize: 5_000_000,
  sizeCalculation: (_, text) => text.length,
});

/**
 * Parses a template from JSON. The result is shared and frozen.
 * @throws SyntaxError, ZodError if the text is not a valid template
 */
export function readTemplate(text: string): FlowTemplate {
  const read = known.get(text) ?? deepFreeze(FlowTemplate.parse(JSON.parse(text)));
  known.set(text, read);
  return read;
}
