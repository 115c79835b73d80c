import { request, type Dispatcher } from 'undici';
import { z } from 'zod';
import { ServiceKitError } from '../service-kit-error.js';

const Words = z
  .object({
    name: z.string().catch(''),
    message: z.string().catch(''),
    errors: z.array(z.unknown()).catch([]),
  })
  .catch({ name: '', message: 'it failed', errors: [] });

export interface Sent {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface Opened {
  readonly status: number;
  /** Of a header that comes several times only the first. */
  header(name: string): string | undefined;
  /** Chunk by chunk; its end, or a `return`, frees the connection. */
  readonly body: AsyncIterable<Buffer>;
  /** Closes the connection without reading on. */
  drop(): void;
}

/**
 * One request and the head of its answer; redirects are answers, and nothing is decompressed.
 * @throws ServiceKitError OUTBOUND_REFUSED for an address that its name resolves to, OUTBOUND_FAILED with the reason
 */
export async function exchange(
  { url, method, headers, body }: Sent,
  { dispatcher, signal }: { dispatcher: Dispatcher; signal: AbortSignal },
): Promise<Opened> {
  try {
    const sent = { 'accept-encoding': 'identity', 'user-agent': 'slipway', ...headers };
    const response = await request(url, { method, headers: sent, body: body ?? null, dispatcher, signal });
    // A response that is dropped fails its body, which nobody reads any more.
    response.body.on('error', () => undefined);
    return {
      status: response.statusCode,
      header: (name) => [response.headers[name] ?? []].flat()[0],
      body: response.body as AsyncIterable<Buffer>,
      drop: () => response.body.destroy(),
    };
  } catch (error) {
    throw outboundFailure(error, signal);
  }
}

/** What went wrong, without any of the sent data. */
export function outboundFailure(error: unknown, signal?: AbortSignal): ServiceKitError {
  if (error instanceof ServiceKitError) return error;
  const reason = signal?.aborted === true ? wordsOf(signal.reason) : wordsOf(error);
  return new ServiceKitError('OUTBOUND_FAILED', { reason }, { cause: error });
}

/** By its shape: what Node throws need not be an Error of this realm. */
function wordsOf(error: unknown): string {
  const { name, message, errors } = Words.parse(error);
  if (name === 'TimeoutError') return 'it took too long';
  const [first] = errors;
  return first === undefined ? message || name : wordsOf(first);
}
