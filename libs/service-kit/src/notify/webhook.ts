import { hash } from 'node:crypto';
import { outboundLimits } from '../outbound/outbound-limits.js';
import type { Outbound, OutboundRules } from '../outbound/outbound.js';
import { addressed } from './address.js';
import type { Send } from './channels.js';

/**
 * POSTs the notification as JSON; `{audience}` in the address becomes the audience. The receipt is the status, with the
 * request id of the other side or the digest of its answer.
 * @param rules whether the address comes from the configuration of the service
 */
export function webhook(address: string, outbound: Outbound, rules: Pick<OutboundRules, 'configured'> = {}): Send {
  return async (notification) => {
    const body = JSON.stringify(notification);
    // A repetition of the same notification has the same key.
    const headers = { 'content-type': 'application/json', 'idempotency-key': hash('sha256', body, 'hex') };
    const url = addressed(address, notification.audience);
    const answer = await outbound.request({ url, method: 'POST', headers, body }, rules);
    const { status } = answer;
    if (status < 200 || status > 299) throw new Error(`the webhook answered ${String(status)}`);
    const id = answer.header('x-request-id') ?? `sha256:${hash('sha256', answer.body, 'hex')}`;
    return `${String(status)} ${id}`.slice(0, outboundLimits.receipt.characters);
  };
}
