import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The released system: a page, and one that needs a key. */
export class SampleShop {
  /** How often it was asked. */
  requests = 0;
  broken = false;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SampleShop> {
    const server = createServer();
    const shop = new SampleShop(server);
    server.on('request', (request: IncomingMessage, response) => {
      shop.requests++;
      response.statusCode = shop.statusFor(request);
      response.end('Welcome to the shop');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return shop;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private statusFor({ url, headers }: IncomingMessage): number {
    if (this.broken) return 500;
    return url === '/admin' && headers['x-key'] !== 'secret' ? 401 : 200;
  }
}
