import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { eventually } from '@slipway/testing';
import { guardListener, type GuardedListener } from './guard-listener.js';
import { listen } from './listen.js';

const limits = { connections: 8, headersMs: 300, requestMs: 600, keepAliveMs: 300, idleMs: 800, answerMs: 1200 };
const endless = Buffer.alloc(64 * 1024 * 1024);

describe('a guarded listener', () => {
  let server: Server;
  let listener: GuardedListener;
  let port: number;
  const sockets: Socket[] = [];
  const timers: NodeJS.Timeout[] = [];

  beforeEach(async () => {
    server = createServer((request, response) => {
      if (request.url === '/large') response.end(endless);
      else if (request.url === '/read') request.resume().once('end', () => response.end('read'));
      else if (request.url !== '/hang') response.end('hello');
    });
    listener = guardListener(server, limits);
    port = await listen(server, { port: 0, host: '127.0.0.1', portVariable: 'PORT', hostVariable: 'HOST' });
  });
  afterEach(async () => {
    for (const timer of timers.splice(0)) clearInterval(timer);
    for (const socket of sockets.splice(0)) socket.destroy();
    await listener.drain(0);
  });

  async function open(text = ''): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  }

  /** Sends it again and again, faster than any limit. */
  function drip(socket: Socket, text: string): void {
    timers.push(setInterval(() => socket.writable && socket.write(text), 50));
  }

  const connections = () =>
    new Promise<number>((resolve, reject) => {
      server.getConnections((error, count) => {
        if (error === null) resolve(count);
        else reject(error);
      });
    });
  const allEnded = () => eventually(async () => (await connections()) === 0, { within: 5000, every: 20 });
  const ask = (path = '/') => fetch(`http://127.0.0.1:${String(port)}${path}`, { signal: AbortSignal.timeout(3000) });

  it('ends a connection that says nothing', async () => {
    await open();
    await allEnded();
  });

  it('ends one whose headers drip', async () => {
    drip(await open('GET / HTTP/1.1\r\nHost: x\r\n'), 'X: y\r\n');
    await allEnded();
  });

  it.each(['/read', '/'])('ends one whose body drips, to %s', async (path) => {
    drip(await open(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n`), ' ');
    await allEnded();
  });

  it('ends one that stays after its answer, also when it sends empty lines', async () => {
    const [quiet, busy] = [
      await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
      await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    ];
    quiet.resume();
    busy.resume();
    drip(busy, '\r\n');
    await allEnded();
  });

  it('ends one whose answer nobody takes', async () => {
    await open('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
    await allEnded();
  });

  it('ends one whose answer is taken byte by byte', async () => {
    const socket = await open('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
    timers.push(setInterval(() => void socket.read(1), 50));
    await allEnded();
  });

  it('lets somebody in through a crowd that waits', async () => {
    for (let count = 0; count < 3 * limits.connections; count++) await open('GET / HTTP/1.1\r\n');
    expect(await (await ask()).text()).toBe('hello');
    expect(await connections()).toBeLessThanOrEqual(limits.connections);
  });

  it('lets nobody push out a request that is being answered', async () => {
    let answered = false;
    const answer = ask('/hang').catch(() => (answered = true));
    await eventually(async () => (await connections()) === 1);
    for (let count = 0; count < 3 * limits.connections; count++) await open();
    expect(answered).toBe(false);
    await listener.drain(0);
    await answer;
  });

  it('ends at once although strangers stand there and say nothing', async () => {
    await open();
    await open('GET / HTTP/1.1\r\n');
    const [patience, began] = [10_000, performance.now()];
    await listener.drain(patience);
    expect(performance.now() - began).toBeLessThan(patience / 2);
  });

  it('ends in time although a request never does', async () => {
    const cut = expect(ask('/hang')).rejects.toThrow('fetch failed');
    await eventually(async () => (await connections()) === 1);
    await Promise.all([listener.drain(100), cut]);
  });
});

describe('listening', () => {
  it('names a port in use, and the variable that changes it', async () => {
    const [first, second] = [createServer(), createServer()];
    const place = { host: '127.0.0.1', portVariable: 'HEALTH_PORT', hostVariable: 'HOST' };
    const port = await listen(first, { ...place, port: 0 });
    await expect(listen(second, { ...place, port })).rejects.toMatchObject({
      code: 'PORT_UNAVAILABLE',
      details: { port, variable: 'HEALTH_PORT', fix: expect.stringContaining('set HEALTH_PORT to another port') },
    });
    await new Promise((resolve) => first.close(resolve));
  });
});
