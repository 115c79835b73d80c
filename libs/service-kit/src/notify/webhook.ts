import { hash } from 'node:crypto';
import { addressed } from './address.js';
import type { Send } from './channels.js';

const patienceMs = 10_000;

/**
 * POSTs the notification as JSON; `{audience}` in the address becomes the audience. The receipt is the status with the id
 * that the other side gave the request, or with the digest of its answer.
 */
export function webhook(address: string): Send {
  return async (notification) => {
    const body = JSON.stringify(notification);
    const response = await fetch(addressed(address, notification.audience), {
      method: 'POST',
      // A repetition of the same notification has the same key.
      headers: { 'content-type': 'application/json', 'idempotency-key': hash('sha256', body, 'hex') },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new Error(`the webhook answered ${String(response.status)}`);
    const id = response.headers.get('x-request-id') ?? `sha256:${hash('sha256', answer, 'hex')}`;
    return `${String(response.status)} ${id}`;
  };
}
