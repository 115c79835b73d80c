import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/**
 * Reviews of one release take turns, whichever instance they reach: the second sees what became of the first. In one instance all
 * reviews do, so that they hold one connection between them.
 */
@Injectable()
export class ReleaseTurns {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {}

  take<Result>(releaseId: string, work: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(() => this.locked(releaseId, work));
    const over = (): void => undefined;
    // How it ends is for the one who took it; the next only waits until it has.
    this.last = turn.then(over, over);
    return turn;
  }

  private locked<Result>(releaseId: string, work: () => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`slipway review of ${releaseId}`]);
      return work();
    });
  }
}
