import { ServiceKitError } from '../service-kit-error.js';
import type { Opened } from './exchange.js';

export interface ReadBody {
  readonly bytes: Buffer;
  /** What was left unread, as text; undefined if nothing was. */
  readonly cut?: string;
}

/** So much of a body, counted while it is read. One that says itself to be larger is not read at all. */
export async function firstBytes(opened: Opened, limit: number): Promise<ReadBody> {
  const announced = announcedBytes(opened);
  if (announced !== undefined && announced > limit) {
    opened.drop();
    return {
      bytes: Buffer.alloc(0),
      cut: `its body was not read: it has ${String(announced)} bytes, the limit is ${String(limit)}`,
    };
  }
  const encoding = opened.header('content-encoding') ?? 'identity';
  const read: Buffer[] = [];
  let size = 0;
  for await (const chunk of opened.body) {
    read.push(chunk.subarray(0, limit - size));
    size += chunk.byteLength;
    if (size > limit) {
      opened.drop();
      return { bytes: Buffer.concat(read), cut: `its body was cut after ${String(limit)} bytes` };
    }
  }
  const bytes = Buffer.concat(read);
  if (encoding === 'identity' || size === 0) return { bytes };
  return { bytes, cut: `its body is encoded as ${encoding.slice(0, 20)}, which nobody asked for` };
}

/** All of a body that is no larger than the limit. @throws ServiceKitError OUTBOUND_TOO_LARGE */
export async function* wholeBody(body: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer, void> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    yield chunk;
  }
}

export const tooLarge = (limit: number): ServiceKitError =>
  new ServiceKitError('OUTBOUND_TOO_LARGE', { reason: `it is larger than ${String(limit)} bytes` });

export function announcedBytes(opened: Opened): number | undefined {
  const text = opened.header('content-length');
  return text === undefined || !/^\d{1,15}$/.test(text) ? undefined : Number(text);
}
