import type { IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';

const claims = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'];

/** The sender of a request: the peer, or the address that a trusted proxy reports. */
export class Senders {
  private readonly isTrusted: (address: string, hop: number) => boolean;

  /** @param trusted addresses, networks or their names, as `proxy-addr` takes them */
  constructor(trusted: readonly string[]) {
    this.isTrusted = proxyAddress.compile([...trusted]);
  }

  addressOf(request: IncomingMessage): string {
    return proxyAddress(request, this.isTrusted);
  }

  /** Removes forwarding headers of untrusted senders: the services trust the headers of the edge. */
  refuseClaims({ headers, socket }: IncomingMessage): void {
    if (this.isTrusted(socket.remoteAddress ?? '', 0)) return;
    for (const claim of claims) Reflect.deleteProperty(headers, claim);
  }
}
