import type { MigrationInterface, QueryRunner } from 'typeorm';
import { replayWatchedReleases } from './replay.js';

/** Circumstances keep approvals, the team, and when ratings were given: they are rebuilt from the log. */
export class CircumstancesAgain1764300002000 implements MigrationInterface {
  name = 'CircumstancesAgain1764300002000';

  up(runner: QueryRunner): Promise<void> {
    return replayWatchedReleases(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return replayWatchedReleases(runner);
  }
}
