import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { eventually } from '@slipway/testing';
import { endAllTargets } from '../../src/adapters/local/end-target.js';
import { LocalExecutor } from '../../src/adapters/local/local-executor.js';
import { isAlive } from '../../src/adapters/local/process-identity.js';
import { LocalGround } from './local-ground.js';

let ground: LocalGround;
beforeEach(async () => {
  ground = await LocalGround.make();
});
afterEach(() => ground.clear());

const deployFirst = async (more: Parameters<LocalGround['order']>[2] = {}) => {
  const artifact = await ground.artifact({ version: '1.0.0' });
  const order = ground.order(artifact, [], more);
  const executor = ground.executor();
  const prepared = await executor.prepare(order);
  await executor.shift(order, 50);
  await executor.finish(order);
  return { artifact, order, executor, prepared };
};

describe('an artifact', () => {
  it('whose bytes are not those of its digest is not run', async () => {
    const artifact = await ground.artifact({ version: '1.0.0' });
    const order = ground.order({ ...artifact, digest: `sha256:${'0'.repeat(64)}` });
    await expect(ground.executor().prepare(order)).rejects.toMatchObject({ code: 'DIGEST_MISMATCH' });
    expect(ground.instances()).toEqual([]);
  });

  it('that is not there is named', async () => {
    const artifact = await ground.artifact({ version: '1.0.0' });
    const order = ground.order({ ...artifact, uri: 'file:///nowhere/shop.tgz' });
    await expect(ground.executor().prepare(order)).rejects.toMatchObject({
      code: 'ARTIFACT_UNREACHABLE',
      details: { uri: 'file:///nowhere/shop.tgz' },
    });
  });

  it('is fetched over HTTP too', async () => {
    const artifact = await ground.artifact({ version: '1.0.0' });
    const bytes = await readFile(new URL(artifact.uri));
    const server = createServer((_, response) => response.end(bytes)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as { port: number };
      const checks = await ground
        .executor()
        .dryRun(ground.order({ ...artifact, uri: `http://127.0.0.1:${port}/shop.tgz` }));
      expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    } finally {
      server.close();
    }
  });

  it('needs a manifest that says how to run it', async () => {
    const artifact = await ground.artifact({ version: '1.0.0', manifest: { ready: 'health' } });
    await expect(ground.executor().prepare(ground.order(artifact))).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
  });

  it('that ends as it starts is given up, and nothing of it is left', async () => {
    const artifact = await ground.artifact({ version: '1.0.0', before: 'process.exit(1);' });
    const order = ground.order(artifact);
    await expect(ground.executor().prepare(order)).rejects.toMatchObject({ code: 'INSTANCE_NOT_READY' });
    await ground.executor().rollBack(order);
    expect(ground.instances()).toEqual([]);
  });
});

describe('an instance', () => {
  it('gets its settings and secrets, and nothing of this service', async () => {
    process.env['DATABASE_URL'] = 'postgres://secret';
    const settings = [{ name: 'GREETING', lookup: 'greeting', secret: true as const }];
    const { prepared } = await deployFirst({ settings });
    expect(await ground.ask()).toMatchObject({ greeting: 'a secret', release: 'shop-1.0.0' });
    expect((await ground.ask()).leaked).toBeUndefined();
    expect(await readFile(`${ground.targetFolder}/target.json`, 'utf8')).not.toContain('a secret');
    expect(JSON.stringify(prepared)).not.toContain('a secret');
  });

  it('of a release is reached by the name of the release, whatever its weight', async () => {
    const { artifact } = await deployFirst();
    const fresh = await ground.artifact({ version: '1.1.0' });
    await ground.executor().prepare(ground.order(fresh, [artifact]));
    expect((await ground.ask('/', { 'slipway-release': 'shop-1.1.0' })).version).toBe('1.1.0');
    expect((await ground.ask()).version).toBe('1.0.0');
  });
});

describe('a target', () => {
  it('whose port is taken says so', async () => {
    const stranger = createServer().listen(ground.port, '127.0.0.1');
    await once(stranger, 'listening');
    try {
      const artifact = await ground.artifact({ version: '1.0.0' });
      const checks = await ground.executor().check(ground.order(artifact));
      expect(checks.find(({ passed }) => !passed)?.observed).toContain('PORT_TAKEN');
    } finally {
      stranger.close();
    }
  });

  it('takes one rollout at a time, and only from what the plan goes back to', async () => {
    const { artifact } = await deployFirst();
    const [second, third] = await Promise.all([
      ground.artifact({ version: '1.1.0' }),
      ground.artifact({ version: '1.2.0' }),
    ]);
    const wrongWay = await ground.executor().check(ground.order(third, [second]));
    expect(wrongWay.find(({ passed }) => !passed)?.observed).toContain('previousArtifacts');
    await ground.executor().prepare(ground.order(second, [artifact]));
    await expect(ground.executor().prepare(ground.order(third, [artifact]))).rejects.toMatchObject({
      code: 'TARGET_BUSY',
    });
  });

  it('does not go back under the rollout of another release, which stays as it is', async () => {
    const { artifact, order } = await deployFirst();
    const second = ground.order(await ground.artifact({ version: '1.1.0' }), [artifact]);
    await ground.executor().prepare(second);
    await ground.executor().shift(second, 50);
    await expect(ground.executor().rollBack(order)).rejects.toMatchObject({ code: 'TARGET_BUSY' });
    expect(await ground.share()).toEqual({ '1.0.0': 10, '1.1.0': 10 });
  });

  it('is out of service when its first release is rolled back', async () => {
    const { order } = await deployFirst();
    await ground.executor().rollBack(order);
    await expect(ground.ask()).rejects.toThrow('answered 503');
    expect(ground.instances()).toEqual([]);
  });

  it('starts what the plan goes back to when nothing runs there', async () => {
    const [old, fresh] = await Promise.all([
      ground.artifact({ version: '1.0.0' }),
      ground.artifact({ version: '1.1.0' }),
    ]);
    const order = ground.order(fresh, [old]);
    await ground.executor().prepare(order);
    await ground.executor().shift(order, 50);
    expect(await ground.share()).toEqual({ '1.0.0': 10, '1.1.0': 10 });
  });
});

describe('whatever runs', () => {
  const everything = () => [...ground.instances(), ...[ground.proxy()].filter((proxy) => proxy !== undefined)];

  it('ends by itself when the owner of the system was killed', async () => {
    await deployFirst();
    const running = everything();
    expect(running.every(isAlive)).toBe(true);
    ground.killOwner();
    await eventually(() => Promise.resolve(!running.some(isAlive)), { within: 10_000 });
  });

  it('ends by hand, and runs again when it is asked to', async () => {
    await deployFirst();
    const running = everything();
    expect(await endAllTargets(ground.settings().workFolder)).toEqual(['shop']);
    expect(running.some(isAlive)).toBe(false);
    await ground.executor().keep('shop');
    await eventually(() => ground.ask());
    expect((await ground.ask()).version).toBe('1.0.0');
  });

  it('ends by itself when its folder is removed', async () => {
    await deployFirst();
    const running = everything();
    await rm(ground.folder, { recursive: true });
    await eventually(() => Promise.resolve(!running.some(isAlive)), { within: 10_000 });
  });

  it('serves again as it was when the system is started anew', async () => {
    const { artifact } = await deployFirst();
    const fresh = await ground.artifact({ version: '1.1.0' });
    const order = ground.order(fresh, [artifact]);
    await ground.executor().prepare(order);
    await ground.executor().shift(order, 25);
    const running = everything();
    ground.killOwner();
    await eventually(() => Promise.resolve(!running.some(isAlive)), { within: 10_000 });
    process.env['SLIPWAY_SUPERVISOR_PID'] = String(process.pid);
    await ground.executor().keep('shop');
    expect(await ground.share()).toEqual({ '1.0.0': 15, '1.1.0': 5 });
  });

  it('serves again where processes get the numbers of those before, as in a container', async () => {
    await deployFirst();
    const running = everything();
    ground.killOwner();
    await eventually(() => Promise.resolve(!running.some(isAlive)), { within: 10_000 });
    process.env['SLIPWAY_SUPERVISOR_PID'] = String(process.pid);
    const record = path.join(ground.targetFolder, 'proxy.json');
    const renumber = `sed 's/"pid": [0-9]*/"pid": '$$'/' "${record}" > "${record}.new" && mv "${record}.new" "${record}"`;
    const settings = ground.settings();
    const proxyCommand = ['sh', '-c', `${renumber} && exec "$@"`, 'sh', ...settings.proxyCommand] as const;
    await new LocalExecutor({ ...settings, proxyCommand }, ground.outbound).keep('shop');
    expect((await ground.ask()).version).toBe('1.0.0');
  });
});
