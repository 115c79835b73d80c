import { createServer, type AddressInfo, type Server } from 'node:net';
import { demandFreePort, freePort, isFree } from './ports.js';

describe('ports', () => {
  let taken: Server;
  let port: number;

  beforeEach(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    ({ port } = taken.address() as AddressInfo);
  });
  afterEach(() => new Promise((resolve) => taken.close(resolve)));

  it('names a port in use and the variable that changes it', async () => {
    await expect(demandFreePort(port, 'SLIPWAY_EDGE_PORT', 'the edge')).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      details: {
        port,
        variable: 'SLIPWAY_EDGE_PORT',
        fix: expect.stringContaining(`port ${port} for the edge is in use`),
      },
    });
  });

  it('knows a port that is taken', async () => {
    await expect(isFree(port)).resolves.toBe(false);
  });

  it('finds free ones, each once, where no outgoing connection is', async () => {
    const found = await Promise.all(Array.from({ length: 50 }, freePort));
    expect(new Set(found).size).toBe(50);
    expect(Math.max(...found)).toBeLessThan(32_768);
    await expect(demandFreePort(found[0] ?? 0, 'SLIPWAY_EDGE_PORT', 'the edge')).resolves.toBeUndefined();
  });
});
