import { isIP } from 'node:net';
import { z } from 'zod';
import type { ListenerLimits } from '../listener/connections.js';
import { commaList } from './comma-list.js';
import { readSettings } from './settings.js';

const networkNames = ['loopback', 'linklocal', 'uniquelocal'];

/** As express takes it: an address, a network, or the name of one. */
function isProxy(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  if (networkNames.includes(text)) return true;
  const most = isIP(address) === 6 ? 128 : 32;
  const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return isIP(address) !== 0 && rest.length === 0 && isNetwork;
}

const count = z.coerce.number().int().positive();

/** Limits of a port for senders that are not authenticated yet: of the services, and of the edge. */
export const listenerShape = {
  ADDRESS_REQUESTS_PER_SECOND: count.default(2000),
  TRUSTED_PROXIES: commaList(
    z.string().refine(isProxy, 'must be an address, a network such as 10.0.0.0/8, loopback, linklocal or uniquelocal'),
  ).default([]),
  MAX_CONNECTIONS: count.default(1000),
  HEADERS_SECONDS: count.default(10),
  KEEP_ALIVE_SECONDS: count.default(65),
  REQUEST_SECONDS: count.default(30),
};

const ListenerSettings = z.object(listenerShape);
export type ListenerSettings = z.infer<typeof ListenerSettings>;

/** @throws ServiceKitError CONFIGURATION_INVALID */
export const readListenerSettings = (variables: NodeJS.ProcessEnv): ListenerSettings =>
  readSettings(ListenerSettings, variables);

/** The limits of a listener to which these settings come. */
export function limitsOf(settings: ListenerSettings): ListenerLimits {
  const requestMs = settings.REQUEST_SECONDS * 1000;
  return {
    connections: settings.MAX_CONNECTIONS,
    headersMs: settings.HEADERS_SECONDS * 1000,
    keepAliveMs: settings.KEEP_ALIVE_SECONDS * 1000,
    // A sender has twice as long to send the body as the service has to answer, and ten times as long to receive the
    // answer.
    requestMs: 2 * requestMs,
    idleMs: 2 * requestMs,
    answerMs: 10 * requestMs,
  };
}
