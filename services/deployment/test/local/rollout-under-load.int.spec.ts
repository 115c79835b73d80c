import type { ArtifactReference } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { isAlive } from '../../src/adapters/local/process-identity.js';
import { LoadClient } from '../load-client.js';
import { LocalGround } from './local-ground.js';

let ground: LocalGround;
let old: ArtifactReference;
let fresh: ArtifactReference;

beforeEach(async () => {
  ground = await LocalGround.make();
  [old, fresh] = await Promise.all([ground.artifact({ version: '1.0.0' }), ground.artifact({ version: '1.1.0' })]);
  await ground.executor({ initial: old }).keep('shop');
});
afterEach(() => ground.clear());

describe.each([
  ['kept alive', true],
  ['new for each request', false],
])('with connections %s', (_, keepAlive) => {
  it('no request is lost by a rollout and its rollback', async () => {
    const load = new LoadClient(ground.url, { keepAlive });
    const order = ground.order(fresh, [old]);
    const before = ground.instances();
    const executor = ground.executor();
    await executor.prepare(order);
    await executor.shift(order, 50);
    await executor.shift(order, 100);
    await executor.finish(order);
    expect(before.some(isAlive)).toBe(false);
    await executor.rollBack(order);
    const { served, failures, versions } = await load.stop();
    expect(failures).toEqual([]);
    expect(served).toBeGreaterThan(50);
    expect(Object.keys(versions).sort()).toEqual(['1.0.0', '1.1.0']);
  });
});

it('no request is lost when the service starts anew before every single operation', async () => {
  const load = new LoadClient(ground.url);
  const order = ground.order(fresh, [old]);
  await ground.executor().prepare(order);
  const prepared = ground.instances();
  await ground.executor().prepare(order);
  await ground.executor().keep('shop');
  await ground.executor().shift(order, 50);
  expect(ground.instances()).toEqual(prepared);
  await ground.executor().shift(order, 100);
  await ground.executor().finish(order);
  const { failures } = await load.stop();
  expect(failures).toEqual([]);
  expect(await ground.share()).toEqual({ '1.1.0': 20 });
});

it('weights are kept exactly', async () => {
  const order = ground.order(fresh, [old]);
  const executor = ground.executor();
  await executor.prepare(order);
  expect(await ground.share()).toEqual({ '1.0.0': 20 });
  await executor.shift(order, 25);
  expect(await ground.share()).toEqual({ '1.0.0': 15, '1.1.0': 5 });
});

it('an instance that is killed is passed over at once, and replaced', async () => {
  const load = new LoadClient(ground.url, { users: 4 });
  const [first] = ground.instances();
  // Idle connections are not kept to instances, so only a request that it is answering could be lost with it.
  const quiet = await load.stop();
  expect(quiet.failures).toEqual([]);
  process.kill(first?.pid ?? 0, 'SIGKILL');
  expect(await ground.share()).toEqual({ '1.0.0': 20 });
  await ground.executor().keep('shop');
  expect(ground.instances()).toHaveLength(2);
  expect(ground.instances().every(isAlive)).toBe(true);
});

it('a proxy that is killed comes back with its routes', async () => {
  const order = ground.order(fresh, [old]);
  const executor = ground.executor();
  await executor.prepare(order);
  await executor.shift(order, 50);
  const instances = ground.instances();
  process.kill(ground.proxy()?.pid ?? 0, 'SIGKILL');
  const successor = ground.executor();
  // A killed process is gone a moment later, and so are the connections of this one to it: it is looked after again and again, as in earnest.
  await eventually(async () => {
    await successor.keep('shop');
    return ground.ask();
  });
  expect(await ground.share()).toEqual({ '1.0.0': 10, '1.1.0': 10 });
  expect(ground.instances()).toEqual(instances);
});
