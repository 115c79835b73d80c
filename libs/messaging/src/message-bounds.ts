import { limits } from '@slipway/contracts';
import type { Headers, HeaderValue, OutgoingMessage } from './message-bus.js';

const { keyBytes, headers: mostHeaders, headerNameCharacters, headerBytes, headersBytes } = limits.message;

export const isKeyTooLong = (key: string | Buffer): boolean => Buffer.byteLength(key) > keyBytes;

/** What is too large about a message, for people: asked before anything is computed from its key or its headers. */
export function messageDefect({
  key = null,
  headers,
}: Pick<OutgoingMessage, 'headers'> & Partial<Pick<OutgoingMessage, 'key'>>): string | undefined {
  if (key !== null && isKeyTooLong(key)) {
    return `the key has ${String(Buffer.byteLength(key))} bytes: send at most ${String(keyBytes)}`;
  }
  return headersDefect(headers);
}

/** The same of headers alone. */
export function headersDefect(headers: Headers): string | undefined {
  let [count, bytes] = [0, 0];
  for (const [name, value] of Object.entries(headers)) {
    const sizes = sizesOf(value);
    count += sizes.length;
    bytes += name.length * sizes.length + sizes.reduce((sum, size) => sum + size, 0);
    if (name.length > headerNameCharacters)
      return `a header's name is longer than ${String(headerNameCharacters)} characters`;
    if (sizes.some((size) => size > headerBytes))
      return `the header ${name} has more than ${String(headerBytes)} bytes`;
    if (count > mostHeaders) return `there are more than ${String(mostHeaders)} headers`;
    if (bytes > headersBytes) return `the headers have more than ${String(headersBytes)} bytes together`;
  }
  return undefined;
}

const sizesOf = (value: HeaderValue): readonly number[] =>
  value === undefined
    ? []
    : Array.isArray(value)
      ? value.map((each) => Buffer.byteLength(each))
      : [Buffer.byteLength(value)];
