import { Injectable } from '@nestjs/common';
import { inTurn } from '@slipway/service-kit';
import { DataSource } from 'typeorm';

/**
 * Reviews of one release take turns, in every instance: the second one sees the result of the first. Within one
 * instance, all reviews take turns, so that they share one connection.
 */
@Injectable()
export class ReleaseTurns {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {}

  take<Result>(releaseId: string, work: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(() => inTurn(this.dataSource, `review of ${releaseId}`, work));
    const over = (): void => undefined;
    // How it ends is for the one who took it; the next only waits until it has.
    this.last = turn.then(over, over);
    return turn;
  }
}
