import { describeExecutor } from '../executor.contract.js';
import { LocalGround } from './local-ground.js';

const grounds: LocalGround[] = [];

afterEach(async () => {
  await Promise.all(grounds.splice(0).map((ground) => ground.clear()));
});

describeExecutor('local', async () => {
  const ground = await LocalGround.make();
  grounds.push(ground);
  const [old, fresh] = await Promise.all([
    ground.artifact({ version: '1.0.0' }),
    ground.artifact({ version: '1.1.0' }),
  ]);
  const executor = ground.executor({ initial: old });
  await executor.keep('shop');
  const order = ground.order(fresh, [old]);
  const wrong = { ...fresh, digest: `sha256:${'0'.repeat(64)}` };
  return {
    executor,
    order,
    badOrder: { ...order, plan: { ...order.plan, artifacts: [wrong] } },
    serving: async () => {
      const digests: Readonly<Record<string, string>> = { '1.0.0': old.digest, '1.1.0': fresh.digest };
      const share = Object.entries(await ground.share(20));
      return Object.fromEntries(share.map(([version, answers]) => [digests[version] ?? version, (answers / 20) * 100]));
    },
    settle: () => Promise.resolve(),
  };
});
