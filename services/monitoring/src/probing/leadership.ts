import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';

const lock = 'slipway monitoring prober';

/** Which instance probes: the one whose session holds an advisory lock. It is lost with the session. */
@Injectable()
export class Leadership {
  private readonly log = new Logger('prober');
  private session: QueryRunner | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** Whether this instance probes, as of now; tries to become the one when there is none. */
  async isHeld(): Promise<boolean> {
    const session = (this.session ??= this.dataSource.createQueryRunner());
    try {
      const [row] = (await session.query(
        `select exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as held`,
      )) as { held: boolean }[];
      return row?.held === true || (await this.acquire(session));
    } catch (error) {
      this.log.warn({ err: error, detail: 'the session that held the lock is gone; another one is opened' });
      await this.release();
      return false;
    }
  }

  async release(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    if (session === undefined || session.isReleased) return;
    try {
      await session.query('select pg_advisory_unlock_all()');
    } catch (error) {
      this.log.debug({ err: error, detail: 'the lock went with its session' });
    }
    await session.release();
  }

  private async acquire(session: QueryRunner): Promise<boolean> {
    const [row] = (await session.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as got', [lock])) as {
      got: boolean;
    }[];
    if (row?.got === true) this.log.log('this instance probes');
    return row?.got === true;
  }
}
