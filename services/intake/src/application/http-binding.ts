import type { Headers } from '@slipway/messaging';

/**
 * The HTTP binding of CloudEvents writes an attribute as a `ce-` header, where the Kafka binding has `ce_`. Its value may be a quoted
 * string, and is percent-encoded; what comes out are bytes, whose reader refuses what is no UTF-8.
 * @param headers each with all its values: one that is there twice says two things
 */
export function attributeHeaders(headers: Readonly<Record<string, readonly string[] | undefined>>): Headers {
  const kept = Object.entries(headers).flatMap(([name, values = []]): [string, Buffer | Buffer[]][] => {
    if (name === 'content-type') return [[name, oneOrAll(values.map(bytesOf))]];
    return name.startsWith('ce-') ? [[`ce_${name.slice(3)}`, oneOrAll(values.map(attributeValue))]] : [];
  });
  return Object.fromEntries(kept);
}

const oneOrAll = (values: Buffer[]): Buffer | Buffer[] => (values.length === 1 && values[0] ? values[0] : values);

/** Node reads each byte of a header as one character. */
const bytesOf = (value: string): Buffer => Buffer.from(value, 'latin1');

const attributeValue = (value: string): Buffer => bytesOf(percentDecoded(unquoted(value.trim())));

const unquoted = (value: string): string => {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(value)?.[1];
  return quoted?.replace(/\\(.)/gs, '$1') ?? value;
};

/** One round. A percent sign before anything but two hexadecimal digits is one: not every sender encodes. */
const percentDecoded = (value: string): string =>
  value.replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
