import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Outbound, readOutboundSettings } from '@slipway/service-kit';
import { FetchedArtifacts } from './fetched-artifacts.js';

const bytes = Buffer.from('the artifact');
const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
let source: FetchedArtifacts;
let outbound: Outbound;

let folder: string;
let server: Server;
let url: string;
let failures = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-artifacts-'));
  await writeFile(join(folder, 'shop.tgz'), bytes);
  outbound = new Outbound(readOutboundSettings({ OUTBOUND_FILE_ROOTS: `${folder},/nowhere` }));
  source = new FetchedArtifacts(outbound);
  server = createServer((request, response) => {
    if (request.url === '/gone') response.statusCode = 404;
    if (request.url === '/restarting' && failures-- > 0) response.statusCode = 503;
    response.end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterAll(async () => {
  await outbound.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const inspect = (uri: string) => source.inspect({ name: 'shop', uri, digest });

describe('artifacts', () => {
  it('are read from files and from web servers', async () => {
    expect(await inspect(pathToFileURL(join(folder, 'shop.tgz')).href)).toMatchObject({ digest, size: bytes.length });
    expect(await inspect(`${url}/shop.tgz`)).toMatchObject({ digest, size: bytes.length });
  });

  it('are asked for again when the server fails', async () => {
    failures = 1;
    expect(await inspect(`${url}/restarting`)).toMatchObject({ digest });
  });

  it.each([
    ['a file that is not there', () => 'file:///nowhere/shop.tgz', /ENOENT/],
    ['an answer that is no artifact', () => `${url}/gone`, /the server answered 404/],
    ['another scheme', () => 'ftp://example.com/shop.tgz', /file:, http: or https:/],
    ['no address at all', () => 'shop.tgz', /file:, http: or https:/],
  ])('are unavailable for %s, and the reason is said', async (_, uri, reason) => {
    expect(await inspect(uri())).toMatchObject({ unavailable: expect.stringMatching(reason) as string });
  });
});
