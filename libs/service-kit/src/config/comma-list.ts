import { z } from 'zod';

/** Items separated by commas, or a JSON list of them. */
export const commaList = (item: z.ZodType<string>) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? listItems(value) : value),
    z.array(item).min(1, 'give at least one, separated by commas'),
  );

function listItems(text: string): unknown {
  if (text.trimStart().startsWith('[')) return parsedJson(text);
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: the schema reports what it expects.
    return text;
  }
}
