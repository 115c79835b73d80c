import { hash } from 'node:crypto';
import { limits } from '@slipway/contracts';
import canonicalize from 'canonicalize';
import { ServiceKitError } from '../service-kit-error.js';

/** Methods that change state: they need an Idempotency-Key. */
export const isCommand = (method: string): boolean => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method);

const longestKey = limits.request.idempotencyKey;

/** Visible ASCII characters; the quotes of the IETF draft's form are not part of the key. */
const keyPattern = /^[\x21-\x7e]+$/;

/** @throws ServiceKitError IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_KEY_INVALID */
export function idempotencyKey(header: string | string[] | undefined): string {
  const value = typeof header === 'string' ? header.trim() : undefined;
  if (value === undefined || value === '') {
    throw new ServiceKitError('IDEMPOTENCY_KEY_REQUIRED', {
      field: 'Idempotency-Key',
      fix: 'send a header Idempotency-Key, new for each command (a UUID) and the same when you repeat it',
    });
  }
  const key = /^"(.*)"$/.exec(value)?.[1] ?? value;
  if (key.length <= longestKey && keyPattern.test(key)) return key;
  throw new ServiceKitError('IDEMPOTENCY_KEY_INVALID', {
    field: 'Idempotency-Key',
    fix: `use 1 to ${String(longestKey)} visible ASCII characters without spaces, such as a UUID`,
  });
}

/** SHA-256 of method, path and body; a JSON body is canonicalised, so that spacing and key order do not matter. */
export function requestFingerprint(method: string, path: string, body: unknown): string {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : (canonicalize(body) ?? ''));
  return hash('sha256', Buffer.concat([Buffer.from(`${method} ${path}\n`), bytes]), 'hex');
}
