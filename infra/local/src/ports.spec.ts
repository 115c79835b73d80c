import { createServer, type AddressInfo, type Server } from 'node:net';
import { demandFreePort, freePort } from './ports.js';

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

  it('finds a free one', async () => {
    await expect(demandFreePort(await freePort(), 'SLIPWAY_EDGE_PORT', 'the edge')).resolves.toBeUndefined();
  });
});
