import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { PeerManners } from './peer.js';

/** A mail server that accepts all mail, or refuses mail about some releases; it can misbehave like any peer. */
export class Mailbox {
  /** Every accepted mail, including its headers. */
  readonly taken: string[] = [];
  private manners: PeerManners = 'ok';
  private readonly refused = new Set<string>();
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        let text = '';
        stream.setEncoding('utf8').on('data', (part: string) => (text += part));
        stream.on('end', () => {
          if (this.manners === 'hang' || this.manners === 'drip') return;
          const refused = this.manners !== 'ok' || this.refuses(text);
          if (!refused) this.taken.push(text);
          done(refused ? new Error('the mailbox is full') : null);
        });
      },
    });
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((resolve) => mailbox.server.listen(0, '127.0.0.1', resolve));
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${String((this.server.server.address() as AddressInfo).port)}`;
  }

  now(manners: PeerManners): void {
    this.manners = manners;
  }

  /** Refuses all further mail that contains this text. */
  refuse(name: string): void {
    this.refused.add(name);
  }

  take(name: string): void {
    this.refused.delete(name);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }

  private refuses(text: string): boolean {
    return [...this.refused].some((name) => text.includes(name));
  }
}
