import { textOf } from '@slipway/contracts';
import { createTransport } from 'nodemailer';
import { outboundLimits } from '../outbound/outbound-limits.js';
import { addressed } from './address.js';
import type { Send } from './channels.js';

const patienceMs = 10_000;
const ports: Readonly<Record<string, number>> = { 'smtp:': 25, 'smtps:': 465 };

/**
 * Sends mail through `smtp://user:password@host:port?from=slipway@example.org&to={audience}@example.org`. The receipt
 * is the answer of the server with the id of the message.
 */
export function email(address: string): Send {
  const url = new URL(address);
  const { hostname: host, protocol, username: user, password: pass, searchParams } = url;
  const transport = createTransport({
    host,
    port: url.port === '' ? (ports[protocol] ?? 25) : Number(url.port),
    secure: protocol === 'smtps:',
    ...(user === '' ? {} : { auth: { user: decodeURIComponent(user), pass: decodeURIComponent(pass) } }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  });
  const from = searchParams.get('from') ?? `slipway@${host}`;
  const to = searchParams.get('to') ?? `{audience}@${host}`;
  return async ({ audience, subject, text }) => {
    try {
      const { response, messageId } = await transport.sendMail({ from, to: addressed(to, audience), subject, text });
      return `${response} ${messageId}`.slice(0, outboundLimits.receipt.characters);
    } catch (cause) {
      throw new Error(withoutCredentials(cause, [user, pass]), { cause });
    }
  };
}

/** The answer of a server to a login can repeat the password. */
function withoutCredentials(cause: unknown, credentials: readonly string[]): string {
  const answer = textOf(cause);
  return credentials
    .filter((credential) => credential !== '')
    .flatMap((credential) => [credential, decodeURIComponent(credential)])
    .reduce((text, credential) => text.replaceAll(credential, '…'), answer);
}
