import type { MigrationInterface, QueryRunner } from 'typeorm';
import { replayWatchedReleases } from './replay.js';

/** Circumstances keep the first approval of several as well: the log has them. */
export class FirstApprovals1764500001000 implements MigrationInterface {
  name = 'FirstApprovals1764500001000';

  up(runner: QueryRunner): Promise<void> {
    return replayWatchedReleases(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return replayWatchedReleases(runner);
  }
}
