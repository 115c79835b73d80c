import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A web hook and a mail server, and what they were sent. */
export class Mailboxes {
  readonly hooked: unknown[] = [];
  readonly mailed: string[] = [];
  /** So many requests to the web hook are refused first. */
  refusals = 0;
  refused = 0;

  private readonly web = createServer((request, response) => {
    if (this.refusals > 0) {
      this.refusals -= 1;
      this.refused += 1;
      response.writeHead(503).end();
      return;
    }
    void json(request).then((body) => {
      this.hooked.push(body);
      response.writeHead(202, { 'x-request-id': `hook-${String(this.hooked.length)}` }).end();
    });
  });

  private readonly mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => {
      void text(stream).then((message) => {
        this.mailed.push(message);
        done();
      });
    },
  });

  static async open(): Promise<Mailboxes> {
    const boxes = new Mailboxes();
    await Promise.all([
      once(boxes.web.listen(0, '127.0.0.1'), 'listening'),
      once(boxes.mail.listen(0, '127.0.0.1'), 'listening'),
    ]);
    return boxes;
  }

  /** For NOTIFICATION_CHANNELS. */
  get channels(): string {
    const [web, mail] = [this.web.address() as AddressInfo, this.mail.server.address() as AddressInfo];
    return JSON.stringify({
      webhook: `http://127.0.0.1:${String(web.port)}/hooks/{audience}`,
      email: `smtp://127.0.0.1:${String(mail.port)}?from=slipway@example.org&to={audience}@example.org`,
    });
  }

  async close(): Promise<void> {
    this.web.closeAllConnections();
    await Promise.all([once(this.web.close(), 'close'), new Promise<void>((resolve) => this.mail.close(resolve))]);
  }
}
