import type { IncomingMessage, ServerResponse } from 'node:http';
import { beUnfriendly } from './peer.js';

/**
 * How an application behaves at the moment: `down` breaks connections, `slow` answers after five seconds, `hang` never, `drip` without end,
 * `open` lets everybody in.
 */
export type Manners = 'ok' | 'fail' | 'down' | 'slow' | 'hang' | 'drip' | 'open';

const slowness = 5000;

/** The application of one product, as its users meet it. */
export class App {
  private manners: Manners = 'ok';
  private readonly broken = new Set<string>();

  constructor(readonly url: string) {}

  now(manners: Manners): void {
    this.manners = manners;
  }

  /** One page answers with an error; the others are as before. */
  breaks(path: string): void {
    this.broken.add(path);
  }

  repairs(path: string): void {
    this.broken.delete(path);
  }

  answer(path: string, request: IncomingMessage, response: ServerResponse): void {
    if (this.manners === 'down' || this.manners === 'hang' || this.manners === 'drip') {
      beUnfriendly(this.manners === 'down' ? 'dead' : this.manners, request, response);
      return;
    }
    const send = () => response.writeHead(this.statusOf(path, request)).end('welcome, books');
    if (this.manners === 'slow') setTimeout(send, slowness);
    else send();
  }

  private statusOf(path: string, { headers }: IncomingMessage): number {
    if (path === '/orders' && headers.authorization === undefined && this.manners !== 'open') return 401;
    return this.manners === 'fail' || this.broken.has(path) ? 500 : 200;
  }
}
