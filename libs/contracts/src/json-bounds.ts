import { limits } from './limits.js';
import type { TextDefect } from './text.js';

const { depth: deepest, values: most, items, text, name: longestName } = limits.json;

interface Step {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

/**
 * Finds what makes a parsed JSON value exceed the limits or be invalid: its depth, the number of values, items and characters, and
 * numbers that JavaScript parses as infinite (`1e999`). Reads no more than the limits allow.
 */
export function boundsDefect(value: unknown): TextDefect | undefined {
  const steps: Step[] = [{ value, path: [] }];
  // Iterates over a growing list: recursion would overflow the stack.
  for (const step of steps) {
    const fix = fixOf(step);
    if (fix !== undefined) return { path: step.path.slice(0, deepest), fix };
    for (const [name, part] of partsOf(step.value)) {
      if (typeof name === 'string' && name.length > longestName) {
        return { path: step.path, fix: `name no field with more than ${String(longestName)} characters` };
      }
      if (steps.length === most) return { path: [], fix: `send at most ${String(most)} values` };
      steps.push({ value: part, path: [...step.path, name] });
    }
  }
  return undefined;
}

function fixOf({ value, path }: Step): string | undefined {
  if (path.length > deepest) return `nest at most ${String(deepest)} deep`;
  if (typeof value === 'string' && value.length > text) {
    return `send at most ${String(text)} characters; documents go to the evidence store`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return 'send a number that is finite';
  if (Array.isArray(value) && value.length > items) return `send at most ${String(items)} items`;
  return undefined;
}

function partsOf(value: unknown): Iterable<readonly [string | number, unknown]> {
  if (Array.isArray(value)) return value.entries();
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/**
 * Whether JSON text exceeds the depth limit. Runs before parsing: one pass over the characters, without memory.
 * @param bytes UTF-8
 */
export function isNestedTooDeep(bytes: Uint8Array): boolean {
  let [depth, quoted] = [0, false];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === backslash) at++;
      else if (byte === quote) quoted = false;
    } else if (byte === quote) quoted = true;
    else if (byte === openBracket || byte === openBrace) {
      if (++depth > deepest) return true;
    } else if (byte === closeBracket || byte === closeBrace) depth--;
  }
  return false;
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether JSON text can contain text that no store accepts: U+0000 and lone surrogates occur only as escapes, so a value without
 * escapes needs no further check.
 */
export const mayHideUnkeepable = (json: string): boolean => /\\u(?:0000|d[89a-f])/i.test(json);
