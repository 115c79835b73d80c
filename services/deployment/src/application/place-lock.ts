import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { inTurn } from '@slipway/service-kit';
import type { DataSource } from 'typeorm';

/**
 * Lets only one decision at a time start or roll back something in an environment: other rollouts there are known only
 * from projections, so that two decisions at the same time would both find the place free. Works across processes, and
 * ends with the connection.
 */
@Injectable()
export class PlaceLock {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  alone<Result>(environment: string, work: () => Promise<Result>): Promise<Result> {
    return inTurn(this.dataSource, `deployment in ${environment}`, work);
  }
}
