// A small web shop: what the demonstration releases. Its version and manners come with the artifact, in release.json.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { version, failsAfter } = JSON.parse(readFileSync(new URL('./release.json', import.meta.url), 'utf8'));
const greeting = process.env.GREETING ?? 'Welcome';
let served = 0;

const pages = {
  '/': () => [200, `<h1>${greeting} to the shop</h1><p>version ${version}</p>`],
  '/health': () => [200, JSON.stringify({ status: 'ok', version })],
  '/orders': (request) => (request.headers.authorization === undefined ? [401, 'log in'] : [200, '[]']),
  '/stock': () => [200, JSON.stringify({ books: 12 })],
};

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://shop');
  const [status, body] = answer(pathname, request);
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'x-shop-version': version }).end(body);
});

function answer(pathname, request) {
  if (pathname !== '/health') served += 1;
  // The broken version handles a little traffic and then loses most orders: only real load reveals it.
  if (pathname !== '/health' && failsAfter !== undefined && served > failsAfter) return [500, 'out of order'];
  return pages[pathname]?.(request) ?? [404, 'no such page'];
}

server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
