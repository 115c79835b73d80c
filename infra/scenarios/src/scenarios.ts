import { announce, planEverything } from './release/preparation.js';
import { settled, type Circumstances } from './release/circumstances.js';
import { Release } from './release/release.js';
import { walkOn, walkTo, type StepName } from './release/walk.js';
import type { Stage } from './system/stage.js';

/** Brings releases to the starting point of a scenario. */
export class Given {
  constructor(
    private readonly stage: Stage,
    private readonly circumstances: Circumstances,
  ) {}

  /** No event about it has been sent yet. */
  unknown(): Release {
    return new Release(this.stage, settled(this.circumstances, this.stage.world));
  }

  /** Its review is complete and its flow runs. */
  async announced(): Promise<Release> {
    const release = this.unknown();
    await announce(release);
    return release;
  }

  /** Team, plans, watch and documents exist, and nobody has approved yet. */
  async planned(): Promise<Release> {
    const release = await this.announced();
    await planEverything(release);
    return release;
  }

  /** The step is active, and none of its work is done. */
  async at(step: StepName): Promise<Release> {
    const release = await this.announced();
    await walkTo(release, step);
    return release;
  }

  async ended(): Promise<Release> {
    const release = await this.announced();
    await walkOn(release, 'prepare-release');
    return release;
  }
}
