import type { MigrationInterface, QueryRunner } from 'typeorm';
import { replayWatchedReleases } from './replay.js';

/** Circumstances keep ratings by user: they are rebuilt from the log. */
export class RatingsByUser1763920001000 implements MigrationInterface {
  name = 'RatingsByUser1763920001000';

  up(runner: QueryRunner): Promise<void> {
    return replayWatchedReleases(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return replayWatchedReleases(runner);
  }
}
