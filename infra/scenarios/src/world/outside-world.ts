import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ArtifactReference } from '@slipway/contracts';
import { App } from './app.js';
import { Mailbox } from './mailbox.js';
import { Peer } from './peer.js';

/** What Slipway releases into: an application per product, an artifact store, a chat, an alert receiver, a mail server. */
export class OutsideWorld {
  readonly chat = new Peer();
  readonly alerts = new Peer();
  private readonly apps = new Map<string, App>();

  private constructor(
    private readonly web: Server,
    readonly mail: Mailbox,
  ) {}

  static async open(): Promise<OutsideWorld> {
    const web = createServer((request, response) => {
      world.answer(request, response);
    });
    const world = new OutsideWorld(web, await Mailbox.open());
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    return world;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.web.address() as AddressInfo).port)}`;
  }

  appOf(product: string): App {
    const app = this.apps.get(product) ?? new App(`${this.url}/apps/${product}`);
    this.apps.set(product, app);
    return app;
  }

  /** An artifact whose bytes are its file's name. */
  artifact(name: string, version: string): ArtifactReference {
    const file = `${name}-${version}.tgz`;
    const digest = createHash('sha256').update(file).digest('hex');
    return { name, uri: `${this.url}/artifacts/${file}`, digest: `sha256:${digest}` };
  }

  async stop(): Promise<void> {
    this.web.closeAllConnections();
    await new Promise((resolve) => this.web.close(resolve));
    await this.mail.stop();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const [, place = '', name = '', ...rest] = pathname.split('/');
    if (place === 'chat' || place === 'alerts') {
      this[place].answer(request, response);
      return;
    }
    request.resume();
    switch (place) {
      case 'apps':
        this.appOf(name).answer(`/${rest.join('/')}`, request, response);
        return;
      case 'artifacts':
        response.writeHead(200).end(name);
        return;
      default:
        response.writeHead(404).end();
    }
  }
}
