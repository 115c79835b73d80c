import type { DeploymentExecutor, RolloutOrder } from '../src/domain/deployment-executor.js';

/** An executor with what its contract needs: orders, and a world in which they can be carried out. */
export interface ExecutorGround {
  readonly executor: DeploymentExecutor;
  /** An order whose previous artifact serves already. */
  readonly order: RolloutOrder;
  /** The same, with an artifact that is not what its digest says, or that nobody knows. */
  readonly badOrder: RolloutOrder;
  /** Which artifacts answer, by digest, each with its percentage; seen from outside of the executor. */
  serving(): Promise<Readonly<Record<string, number>>>;
  /** What an outside tool does after an operation that is awaited. */
  settle(what: { readonly weight: number } | 'rolled-back' | 'finished'): Promise<void>;
}

/** The contract of every executor. */
export function describeExecutor(name: string, setUp: () => Promise<ExecutorGround>): void {
  describe(`the executor ${name}`, () => {
    let ground: ExecutorGround;
    beforeEach(async () => {
      ground = await setUp();
    });

    const shift = async (weight: number) => {
      if ((await ground.executor.shift(ground.order, weight)) === 'awaited') await ground.settle({ weight });
    };
    const digests = () => {
      const { artifacts, previousArtifacts } = ground.order.plan;
      return { fresh: artifacts[0]?.digest ?? '', old: previousArtifacts[0]?.digest ?? '' };
    };

    it('tells in a dry run whether the plan would work, and changes nothing', async () => {
      const before = await ground.serving();
      const good = await ground.executor.dryRun(ground.order);
      expect(good.filter(({ passed }) => !passed)).toEqual([]);
      expect(good.length).toBeGreaterThan(0);
      const bad = await ground.executor.dryRun(ground.badOrder);
      expect(bad.some(({ passed }) => !passed)).toBe(true);
      expect(await ground.serving()).toEqual(before);
    });

    it('is ready for an order whose previous artifact serves', async () => {
      const checks = await ground.executor.check(ground.order);
      expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    });

    it('prepares without giving traffic, as often as it is asked', async () => {
      const first = await ground.executor.prepare(ground.order);
      expect(await ground.executor.prepare(ground.order)).toEqual(first);
      expect(await ground.serving()).toEqual({ [digests().old]: 100 });
    });

    it('shifts the traffic by weight, and back again', async () => {
      await ground.executor.prepare(ground.order);
      await shift(50);
      await shift(50);
      expect(await ground.serving()).toEqual({ [digests().fresh]: 50, [digests().old]: 50 });
      for (let again = 0; again < 2; again++) {
        if ((await ground.executor.rollBack(ground.order)) === 'awaited') await ground.settle('rolled-back');
        expect(await ground.serving()).toEqual({ [digests().old]: 100 });
      }
    });

    it('finishes with all the traffic on the new artifact, and can go back even then', async () => {
      await ground.executor.prepare(ground.order);
      await shift(100);
      for (let again = 0; again < 2; again++) {
        if ((await ground.executor.finish(ground.order)) === 'awaited') await ground.settle('finished');
        expect(await ground.serving()).toEqual({ [digests().fresh]: 100 });
      }
      if ((await ground.executor.rollBack(ground.order)) === 'awaited') await ground.settle('rolled-back');
      expect(await ground.serving()).toEqual({ [digests().old]: 100 });
    });
  });
}
