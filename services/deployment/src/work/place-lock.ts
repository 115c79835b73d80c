import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/**
 * Lets one at a time decide what begins or goes back in an environment: what others have begun there is known only from
 * projections, so two that decide at once would both find the place free. Across processes, and gone with the connection.
 */
@Injectable()
export class PlaceLock {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  alone<Result>(environment: string, work: () => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`deployment in ${environment}`]);
      return work();
    });
  }
}
