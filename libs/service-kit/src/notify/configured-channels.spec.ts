import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { Outbound } from '../outbound/outbound.js';
import { readOutboundSettings } from '../outbound/outbound-settings.js';
import { configuredChannels } from './configured-channels.js';

// Closed, as in production: what the configuration itself names is open all the same.
const outbound = new Outbound(readOutboundSettings({ NODE_ENV: 'production' }));
afterAll(() => outbound.close());

const notification = { audience: 'support', subject: 'shop 1.1.0', text: 'It goes out at ten.' };
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function webServer(
  status: number,
): Promise<{ url: string; received: { request: IncomingMessage; body: string }[] }> {
  const received: { request: IncomingMessage; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ request, body });
      response.writeHead(status, { 'x-request-id': 'r-1' }).end('thanks');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => once(server.close(), 'close'));
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/{audience}`, received };
}

async function mailServer(): Promise<{ url: string; received: { to: string[]; message: string }[] }> {
  const received: { to: string[]; message: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      void text(stream).then((message) => {
        received.push({ to: envelope.rcptTo.map(({ address }) => address), message });
        done();
      });
    },
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${String(port)}?from=slipway@example.org&to={audience}@example.org`, received };
}

it('posts to a webhook; the receipt is its status and the id that it gave', async () => {
  const { url, received } = await webServer(202);
  const channels = configuredChannels({ webhook: url }, outbound);
  await expect(channels.deliver('webhook', notification)).resolves.toEqual({ receipt: '202 r-1' });
  await channels.deliver('webhook', notification);
  expect(received.map(({ request }) => request.url)).toEqual(['/support', '/support']);
  expect(JSON.parse(received[0]?.body ?? '')).toEqual(notification);
  expect(received[0]?.request.headers['idempotency-key']).toBe(received[1]?.request.headers['idempotency-key']);
});

it('fails when the webhook refuses', async () => {
  const { url } = await webServer(500);
  await expect(configuredChannels({ webhook: url }, outbound).deliver('webhook', notification)).rejects.toMatchObject({
    code: 'CHANNEL_FAILED',
    details: { channel: 'webhook', reason: 'the webhook answered 500' },
  });
});

it('sends mail; the receipt is what the server answered', async () => {
  const { url, received } = await mailServer();
  const { receipt } = await configuredChannels({ email: url }, outbound).deliver('email', notification);
  expect(receipt).toMatch(/^250 .*<.+@.+>$/);
  expect(received[0]?.to).toEqual(['support@example.org']);
  expect(received[0]?.message).toContain('It goes out at ten.');
});

it('fails when nobody answers', async () => {
  const { url } = await webServer(202);
  for (const close of closing.splice(0)) await close();
  await expect(configuredChannels({ chat: url }, outbound).deliver('chat', notification)).rejects.toMatchObject({
    code: 'CHANNEL_FAILED',
  });
});

it('knows its channels', async () => {
  const channels = configuredChannels({ email: 'smtp://127.0.0.1', chat: 'https://chat.example' }, outbound);
  expect(channels.names()).toEqual(['email', 'chat']);
  await expect(channels.deliver('pigeon', notification)).rejects.toMatchObject({ code: 'CHANNEL_UNKNOWN' });
  expect(() => configuredChannels({ pigeon: 'pigeon:home' }, outbound)).toThrow('NOTIFICATION_CHANNELS');
});

it('knows by its address what a channel carries, whatever it is called', () => {
  const mail = 'smtp://127.0.0.1:2525?from=a@example.org&to={audience}@example.org';
  const channels = configuredChannels(
    { email: 'https://chat.example.org/{audience}', webhook: mail, chat: mail },
    outbound,
  );
  expect(channels.names().map((name) => channels.formOf(name))).toEqual(['line', 'letter', 'letter']);
  expect(() => channels.formOf('pager')).toThrow('CHANNEL_UNKNOWN');
});
