import { lookup as resolve, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { ServiceKitError } from '../service-kit-error.js';
import { unreachable } from './address.policy.js';
import { isReachable, type Network } from './networks.js';
import { outboundLimits } from './outbound-limits.js';

const { connect, responseHeaders } = outboundLimits;

const options = {
  pipelining: 1,
  allowH2: false,
  maxHeaderSize: responseHeaders.bytes,
  keepAliveTimeout: 4000,
} as const;

/** Connections to addresses that came from data: each is judged by what its name resolves to at this very moment. */
export const checkedAgent = (networks: readonly Network[]): Agent =>
  new Agent({ ...options, connect: { timeout: connect.milliseconds, lookup: reachableOnly(networks) } });

/** Connections to addresses that the configuration itself names. */
export const configuredAgent = (): Agent => new Agent({ ...options, connect: { timeout: connect.milliseconds } });

/** As dns.lookup, without the addresses that no request may go to. */
const reachableOnly =
  (networks: readonly Network[]): LookupFunction =>
  (hostname, asked, answer) => {
    resolve(hostname, { ...asked, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) {
        answer(error, []);
        return;
      }
      const open = found.filter(({ address }) => isReachable(address, networks));
      const [first] = open;
      if (first === undefined) answer(refusal(hostname, found), []);
      else if (asked.all === true) answer(null, open);
      else answer(null, first.address, first.family);
    });
  };

function refusal(hostname: string, found: readonly LookupAddress[]): ServiceKitError {
  const [first] = found;
  const reason = first === undefined ? `${hostname} has no address` : `${hostname}: ${unreachable(first.address)}`;
  return new ServiceKitError('OUTBOUND_REFUSED', { reason });
}
