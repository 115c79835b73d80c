import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Where notifications arrive: a chat's webhook, a mail server, an alert receiver. */
export class Inboxes {
  readonly received = { chat: 0, mail: 0, alerts: 0 };

  private constructor(
    private readonly web: Server,
    private readonly mail: SMTPServer,
  ) {}

  static async open(): Promise<Inboxes> {
    const web = createServer((request, response) => {
      request.resume().on('end', () => {
        inboxes.received[request.url === '/alerts' ? 'alerts' : 'chat'] += 1;
        const id = `message-${String(inboxes.received.alerts + inboxes.received.chat)}`;
        response.writeHead(202, { 'content-type': 'application/json', 'x-request-id': id }).end(JSON.stringify({ id }));
      });
    });
    const mail = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        stream.resume().on('end', () => {
          inboxes.received.mail += 1;
          done(null);
        });
      },
    });
    const inboxes = new Inboxes(web, mail);
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve));
    return inboxes;
  }

  get chatUrl(): string {
    return `http://127.0.0.1:${String(portOf(this.web))}/chat`;
  }

  get alertUrl(): string {
    return `http://127.0.0.1:${String(portOf(this.web))}/alerts`;
  }

  get mailUrl(): string {
    return `smtp://127.0.0.1:${String(portOf(this.mail.server))}`;
  }

  async stop(): Promise<void> {
    this.web.closeAllConnections();
    await new Promise((resolve) => this.web.close(resolve));
    await new Promise<void>((resolve) => {
      this.mail.close(() => {
        resolve();
      });
    });
  }
}

const portOf = (server: { address(): string | AddressInfo | null }): number => (server.address() as AddressInfo).port;
