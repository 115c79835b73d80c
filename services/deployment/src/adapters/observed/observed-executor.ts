import type { CheckResult } from '@slipway/contracts';
import type {
  AppliedSetting,
  DeploymentExecutor,
  Prepared,
  Progress,
  RolloutOrder,
} from '../../domain/deployment-executor.js';

export interface ObservedParts {
  /** Whether anything answers at an address. */
  readonly answers: (url: string) => Promise<boolean>;
  readonly appliedOf: (settings: RolloutOrder['plan']['settings']) => readonly AppliedSetting[];
}

/**
 * An outside tool deploys: it reads the phases from the topic and reports its progress to intake, by weight. This
 * executor only checks; it waits for everything else.
 */
export class ObservedExecutor implements DeploymentExecutor {
  constructor(private readonly parts: ObservedParts) {}

  dryRun({ plan }: RolloutOrder): Promise<readonly CheckResult[]> {
    const old = new Set(plan.previousArtifacts.map(({ digest }) => digest));
    const mistakable = plan.artifacts.find(({ digest }) => old.has(digest));
    return Promise.resolve([
      {
        name: 'reports of the new and the previous artifacts can be told apart',
        passed: mistakable === undefined,
        observed: mistakable === undefined ? 'their digests differ' : `both are ${mistakable.digest}`,
      },
    ]);
  }

  async check({ plan }: RolloutOrder): Promise<readonly CheckResult[]> {
    const addresses = [...new Set(plan.smokeChecks.map(({ url }) => new URL(url).origin))];
    const results = addresses.map(async (address) => {
      const passed = await this.parts.answers(address);
      return { name: `${address} is reachable`, passed, observed: passed ? 'it answers' : 'it does not answer' };
    });
    return Promise.all(results);
  }

  prepare({ plan }: RolloutOrder): Promise<Prepared> {
    return Promise.resolve({ instances: [], settings: this.parts.appliedOf(plan.settings) });
  }

  shift(): Promise<Progress> {
    return Promise.resolve('awaited');
  }

  /** What ends the old instances is the tool's own affair: all the traffic is on the new ones by now. */
  finish(): Promise<Progress> {
    return Promise.resolve('done');
  }

  rollBack(): Promise<Progress> {
    return Promise.resolve('awaited');
  }
}
