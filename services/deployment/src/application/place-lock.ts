import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { inTurn } from '@slipway/service-kit';
import type { DataSource } from 'typeorm';

/**
 * Lets one at a time decide what begins or goes back in an environment: what others have begun there is known only from
 * projections, so two that decide at once would both find the place free. Across processes, and gone with the connection.
 */
@Injectable()
export class PlaceLock {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  alone<Result>(environment: string, work: () => Promise<Result>): Promise<Result> {
    return inTurn(this.dataSource, `deployment in ${environment}`, work);
  }
}
