import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Address, number];

/** Never reached, whatever is configured: this host, neighbours without a router, everybody at once. */
const never: ReadonlySet<string> = new Set(['unspecified', 'linkLocal', 'multicast', 'broadcast']);

/** Where clouds hand out credentials, beside the link-local 169.254.169.254. */
const metadata: ReadonlySet<string> = new Set(['fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192']);

/** Undefined when the text is no network such as 10.0.0.0/8 or ::1/128. */
export function network(text: string): Network | undefined {
  return ipaddr.isValidCIDR(text.trim()) ? ipaddr.parseCIDR(text.trim()) : undefined;
}

/**
 * Whether a request may go to this address: a public one, or one of the networks that are configured.
 * An IPv4 address within an IPv6 one is judged as what it is.
 */
export function isReachable(text: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = embedded(ipaddr.process(text));
  if (never.has(address.range()) || metadata.has(address.toString())) return false;
  return address.range() === 'unicast' || networks.some((each) => isWithin(address, each));
}

const isWithin = (address: Address, [base, bits]: Network): boolean =>
  address.kind() === base.kind() && address.match(base, bits);

/** `::7f00:1` is an outdated way to write 127.0.0.1, and 64:ff9b::7f00:1 is how NAT64 writes it. */
function embedded(address: Address): Address {
  const bytes = address.toByteArray();
  if (bytes.length === 4) return address;
  const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 14).some((byte) => byte !== 0);
  return isCompatible || address.range() === 'rfc6052' ? new ipaddr.IPv4(bytes.slice(12)) : address;
}
