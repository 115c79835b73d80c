import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { HttpCheck } from '@slipway/contracts';
import { ask } from '../checks/ask.js';
import { outboundLimits } from './outbound-limits.js';
import { readOutboundSettings } from './outbound-settings.js';
import { Outbound } from './outbound.js';

const mebibyte = Buffer.alloc(1024 * 1024, 'a');
const seen: IncomingMessage[] = [];
let sent = 0;

/** Endless until the other side hangs up. */
const pour = (response: ServerResponse): void => {
  if (response.destroyed) return;
  sent += 1;
  if (response.write(mebibyte)) setImmediate(pour, response);
  else response.once('drain', () => pour(response));
};

const pages: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => void>> = {
  '/endless': pour,
  '/announced': (response) => response.writeHead(200, { 'content-length': 2 ** 40 }).write('x'),
  '/bomb': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(mebibyte)),
  '/hang': (response) => response.writeHead(200).write('x'),
  '/to-shadow': (response) => response.writeHead(302, { location: 'file:///etc/shadow' }).end(),
  '/to-metadata': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
  '/to-itself': (response) => response.writeHead(302, { location: '/to-itself' }).end(),
  '/to-page': (response) => response.writeHead(307, { location: '/page' }).end(),
  '/to-secret': (response) => response.writeHead(302, { location: '/page?a=${secret:SHOP}' }).end(),
  '/echo': (response, { headers }) =>
    response.writeHead(200, { 'x-request-id': `got ${String(headers.authorization)}` }).end('fine'),
};

let server: Server;
let port: string;
let folder: string;
let outbound: Outbound;

const settled = (variables: Record<string, string>) => new Outbound(readOutboundSettings(variables));

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    const page = pages[new URL(request.url ?? '/', 'http://shop').pathname];
    if (page === undefined) response.end('hello');
    else page(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = String((server.address() as AddressInfo).port);
  folder = await mkdtemp(path.join(tmpdir(), 'slipway-outbound-'));
  outbound = settled({
    OUTBOUND_FILE_ROOTS: path.join(folder, 'root'),
    OUTBOUND_SECRETS: JSON.stringify({ SHOP: [`127.0.0.1:${port}`], ELSEWHERE: ['shop.example'] }),
    SECRET_SHOP: 'hunter2',
  });
  await mkdir(path.join(folder, 'root'));
});

afterAll(async () => {
  await outbound.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const at = (page: string) => `http://127.0.0.1:${port}${page}`;
const check = (url: string, more: object = {}) => HttpCheck.parse({ name: 'a', url, expect: { status: 200 }, ...more });
const observed = async (url: string, more: object = {}, patience = 2000) =>
  (await ask(check(url, more), outbound, { patience })).observed;
async function bytesOf(uri: string, from = outbound): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of from.artifact(uri)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
const reason = (text: string | RegExp) => ({ details: { reason: expect.stringMatching(text) as string } });

describe('a check', () => {
  it('reads so much of an endless body and no more', async () => {
    sent = 0;
    expect(await observed(at('/endless'))).toMatch(/^status 200 in .*; its body was cut after 1048576 bytes$/);
    expect(sent).toBeLessThan(64);
  });

  it('does not read a body that says itself to be too large, nor unpack one', async () => {
    expect(await observed(at('/announced'))).toContain('its body was not read: it has 1099511627776 bytes');
    expect(await observed(at('/bomb'))).toContain('its body is encoded as gzip, which nobody asked for');
  });

  it('gives up a body that drips', async () => {
    expect(await observed(at('/hang'), {}, 200)).toBe('no answer: it took too long');
  });

  it.each([
    ['link-local', 'http://169.254.169.254/latest'],
    ['unspecified', 'http://0.0.0.0/'],
    ['private', 'http://10.0.0.1/'],
    ['decimal', 'http://2852039166/'],
    ['octal', 'http://0251.0376.0251.0376/'],
    ['mapped into IPv6', 'http://[::ffff:169.254.169.254]/'],
    ['compatible IPv6', 'http://[::a9fe:a9fe]/'],
    ['of NAT64', 'http://[64:ff9b::a9fe:a9fe]/'],
    ['unspecified IPv6', 'http://[::]/'],
    ['of the metadata service', 'http://[fd00:ec2::254]/'],
  ])('never goes to an address that is %s', async (_, url) => {
    expect(await observed(url)).toMatch(/no answer: the address .* is not open to requests/);
  });

  it('judges the addresses that a name resolves to, when it connects', async () => {
    const closed = settled({ OUTBOUND_NETWORKS: '10.0.0.0/8' });
    const { observed: why } = await ask(check(`http://localhost:${port}/`), closed, { patience: 2000 });
    expect(why).toMatch(/no answer: localhost: the address (127\.0\.0\.1|::1) is not open to requests/);
    await closed.close();
  });

  it.each([
    ['a method', { method: 'DELETE' }, 'method: must be GET, HEAD, POST'],
    ['a header of the connection', { headers: { Host: 'internal' } }, 'headers.Host: is set by the service alone'],
    ['a line break', { headers: { a: 'b\r\nhost: c' } }, 'headers.a: must be at most'],
    ['a literal credential', { headers: { authorization: 'Bearer me' } }, 'headers.authorization: is a credential'],
    ['a secret for another host', { headers: { a: '${secret:ELSEWHERE}' } }, 'ELSEWHERE may not be sent to 127.0.0.1'],
    ['a secret that nobody configured', { headers: { a: '${secret:HOME}' } }, 'OUTBOUND_SECRETS'],
    ['half a reference', { headers: { a: '${secret:shop}' } }, 'write a reference as'],
  ])('is not sent with %s', async (_, more, why) => {
    const before = seen.length;
    expect(await observed(at('/'), more)).toContain(why);
    expect(seen.length).toBe(before);
  });

  it('gets the values of its secrets when it is sent, and never repeats them', async () => {
    const headers = { authorization: 'Bearer ${secret:SHOP}' };
    const answer = await outbound.request({ url: at('/echo?token=${secret:SHOP}'), method: 'GET', headers });
    expect(seen.at(-1)).toMatchObject({ url: '/echo?token=hunter2', headers: { authorization: 'Bearer hunter2' } });
    expect(answer.header('x-request-id')).toBe('got Bearer ${secret:SHOP}');
  });
});

it('of all requests, one slow host has its own places and no more', async () => {
  const { perHost } = outboundLimits.request;
  const slow = Array.from({ length: perHost + 4 }, () => observed(at('/hang'), {}, 500));
  expect(await observed(`http://localhost:${port}/`)).toMatch(/^status 200/);
  expect((await Promise.all(slow)).every((each) => each.startsWith('no answer'))).toBe(true);
});

describe('in production', () => {
  it('nothing is open before somebody opens it, and what refuses names the variable', async () => {
    const closed = settled({ NODE_ENV: 'production' });
    await expect(bytesOf('file:///etc/hostname', closed)).rejects.toMatchObject(reason('OUTBOUND_FILE_ROOTS'));
    await expect(bytesOf('https://artifacts.example/a', closed)).rejects.toMatchObject(reason('OUTBOUND_HOSTS'));
    const half = settled({ NODE_ENV: 'production', OUTBOUND_HOSTS: `127.0.0.1:${port}` });
    await expect(bytesOf(at('/'), half)).rejects.toMatchObject(reason('OUTBOUND_NETWORKS'));
    const other = settled({ NODE_ENV: 'production', OUTBOUND_HOSTS: '127.0.0.1', OUTBOUND_NETWORKS: '127.0.0.1/32' });
    await expect(bytesOf(at('/'), other)).rejects.toMatchObject(reason('OUTBOUND_HOSTS'));
    await Promise.all([closed, half, other].map((each) => each.close()));
  });
});

describe('an artifact', () => {
  const inRoot = (name: string) => path.join(folder, 'root', name);
  const uriOf = (name: string) => pathToFileURL(inRoot(name)).href;

  it('is read from a file under a root, and over redirects from the web', async () => {
    await writeFile(inRoot('a.tgz'), 'bytes');
    expect(await bytesOf(uriOf('a.tgz'))).toBe('bytes');
    expect(await bytesOf(at('/to-page'))).toBe('hello');
  });

  it.each([
    ['outside of the roots', () => 'file:///etc/shadow', 'OUTBOUND_FILE_ROOTS'],
    ['above a root', () => `${uriOf('x')}/../../../etc/shadow`, 'OUTBOUND_FILE_ROOTS'],
    ['above a root, encoded', () => `${uriOf('x')}/%2e%2e/%2e%2e/outside`, 'OUTBOUND_FILE_ROOTS'],
    ['beside a root', () => pathToFileURL(path.join(folder, 'root2')).href, 'OUTBOUND_FILE_ROOTS'],
    ['on another machine', () => 'file://server/share', 'must be file: with an absolute path'],
    ['a device', () => 'file:///dev/zero', 'OUTBOUND_FILE_ROOTS'],
    ['of another scheme', () => 'ftp://shop.example/a', 'must be a file:, http: or https: address'],
    ['behind a user', () => 'https://me@shop.example/a', 'a user or password'],
    ['behind a redirect to a file', () => at('/to-shadow'), 'it was redirected: must be an http'],
    ['behind a redirect inside', () => at('/to-metadata'), 'it was redirected: the address 169.254.169.254'],
    ['behind a redirect that does not end', () => at('/to-itself'), 'redirected more than 5 times'],
    ['larger than the limit', () => at('/announced'), 'it is larger than 1073741824 bytes'],
  ])('is refused %s', async (_, uri, why) => {
    await expect(bytesOf(uri())).rejects.toMatchObject(reason(why));
  });

  it('is no link that leads out, no folder, no pipe, and no larger than the limit', async () => {
    await writeFile(path.join(folder, 'outside'), 'secret');
    await symlink(path.join(folder, 'outside'), inRoot('link'));
    await symlink('/dev/zero', inRoot('zero'));
    await symlink(folder, inRoot('up'));
    execFileSync('mkfifo', [inRoot('pipe')]);
    await mkdir(inRoot('folder'));
    await writeFile(inRoot('large'), '');
    await truncate(inRoot('large'), 2 ** 40);
    for (const name of ['link', 'zero', 'up/outside']) {
      await expect(bytesOf(uriOf(name))).rejects.toMatchObject(reason('OUTBOUND_FILE_ROOTS'));
    }
    await expect(bytesOf(uriOf('pipe'))).rejects.toMatchObject(reason('no regular file'));
    await expect(bytesOf(uriOf('folder'))).rejects.toMatchObject(reason('no regular file'));
    await expect(bytesOf(uriOf('large'))).rejects.toMatchObject({ code: 'OUTBOUND_TOO_LARGE' });
  });

  it('gives no secret to an address that somebody else names', async () => {
    await bytesOf(at('/to-secret'));
    expect(seen.at(-1)?.url).toBe('/page?a=${secret:SHOP}');
  });
});
