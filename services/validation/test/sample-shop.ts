import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The released system: a page, one that needs a key, and one that answers only on demand. */
export class SampleShop {
  /** How often it was asked. */
  requests = 0;
  broken = false;
  /** Requests for `/held` that wait for their answers. */
  readonly held: ServerResponse[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SampleShop> {
    const server = createServer();
    const shop = new SampleShop(server);
    server.on('request', (request: IncomingMessage, response) => {
      shop.requests++;
      if (request.url === '/held') return void shop.held.push(response);
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
