import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { credentialInAddress } from '@slipway/contracts';
import ipaddr from 'ipaddr.js';
import { hostOf, matchesHost } from './host-pattern.js';
import { isReachable } from './networks.js';
import { outboundLimits } from './outbound-limits.js';
import type { OutboundSettings } from './outbound-settings.js';
import { secretsIn, secretsRefused } from './secrets.js';

/** What is wrong with an address, without any request, and the fix; undefined if nothing is. */
export type AddressRule = (text: string, settings: OutboundSettings) => string | undefined;

/** An http(s) address: everything about it but what its name resolves to. */
export const webAddressRefused: AddressRule = (text, settings) => {
  if (text.length > outboundLimits.url.characters)
    return `must have at most ${String(outboundLimits.url.characters)} characters`;
  const url = URL.parse(text);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return 'must be an http: or https: address';
  const credential = credentialInAddress(text);
  if (credential !== undefined) return `holds ${credential}: send a reference such as \${secret:NAME} in its place`;
  return hostRefused(url, settings) ?? secretsRefused([text], url, settings);
};

/** Where an artifact is: on a web server, or in a file under one of the roots. */
export const artifactAddressRefused: AddressRule = (text, settings) => {
  if (!/^file:/i.test(text)) {
    const refused = webAddressRefused(text, settings);
    return refused === 'must be an http: or https: address' ? 'must be a file:, http: or https: address' : refused;
  }
  if (secretsIn(text).length > 0) return 'must be the path of a file: a secret is sent to web servers only';
  const file = pathOf(text);
  if (file === undefined) return 'must be file: with an absolute path and no host, query or fragment';
  return isUnder(file, settings.fileRoots)
    ? undefined
    : 'is in no folder that artifacts are read from: have its folder added to OUTBOUND_FILE_ROOTS, or move it';
};

/** Whether the host and the port may be asked, as far as its name or its literal address says. */
export function hostRefused(url: URL, { hosts, networks }: OutboundSettings): string | undefined {
  if (!matchesHost(url, hosts)) {
    return `the host ${url.host} is not open to requests: have it added to OUTBOUND_HOSTS, with its port`;
  }
  const literal = hostOf(url).replace(/^\[|\]$/g, '');
  return !ipaddr.isValid(literal) || isReachable(literal, networks) ? undefined : unreachable(literal);
}

export const unreachable = (address: string): string =>
  `the address ${address} is not open to requests: it is not public, and OUTBOUND_NETWORKS does not list its network`;

/** The path of a file: address, without `..`; undefined when it is none of this machine. */
export function pathOf(text: string): string | undefined {
  const url = URL.parse(text);
  if (url?.protocol !== 'file:' || url.host !== '' || url.search !== '' || url.hash !== '') return undefined;
  try {
    const file = path.resolve(fileURLToPath(url));
    return file.includes('\0') ? undefined : file;
  } catch {
    // An encoded slash, for example: nobody means that.
    return undefined;
  }
}

export const isUnder = (file: string, roots: readonly string[]): boolean =>
  roots.some((root) => file.startsWith(root.endsWith(path.sep) ? root : root + path.sep));
