import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { millisecondsOf } from '@slipway/flow';
import { InjectClock, type Clock } from '@slipway/service-kit';
import type { WatchedReleaseRow } from '../projections/watched-release.row.js';
import { WatchedReleases } from '../projections/watched-releases.js';
import { Assessor } from './assessor.js';
import { Leadership } from './leadership.js';
import { ProbeRound } from './probe-round.js';

/** Milliseconds between two checks for due probes; no probe interval is shorter in effect. */
const tickMs = 500;
/** Milliseconds until the next look when there was nothing to probe, or another instance does it. */
const idleMs = 2000;

/** New facts wait for so many times as long as the last look took: no release takes the time of the others. */
const restRatio = 4;

interface Visit {
  probedAt: number;
  revision: string;
  /** Milliseconds since 1970. */
  restUntil: number;
}

/**
 * Probes the targets of every watched release at its interval, and assesses it after each round and each new fact. It
 * remembers only the time of its last visits: what is watched comes from the projection.
 */
@Injectable()
export class Prober implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('prober');
  private readonly visits = new Map<string, Visit>();
  private readonly underWay = new Map<string, Promise<void>>();
  private timeout: NodeJS.Timeout | undefined;
  private ticking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly releases: WatchedReleases,
    private readonly round: ProbeRound,
    private readonly assessor: Assessor,
    private readonly leadership: Leadership,
    @InjectClock() private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timeout);
    await this.ticking;
    await Promise.all(this.underWay.values());
    await this.leadership.release();
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timeout = setTimeout(
      () => {
        this.ticking = this.tick().finally(() => {
          this.schedule();
        });
      },
      this.visits.size > 0 ? tickMs : idleMs,
    );
  }

  private async tick(): Promise<void> {
    try {
      if (!(await this.leadership.isHeld())) {
        this.visits.clear();
        return;
      }
      const probed = await this.releases.probed();
      for (const row of probed) this.visit(row);
      this.forget(new Set(probed.map(({ releaseId }) => releaseId)));
    } catch (error) {
      this.log.warn({ err: error, detail: 'the watched releases could not be read; the next tick tries again' });
    }
  }

  private visit(row: WatchedReleaseRow): void {
    const { releaseId, revision, circumstances } = row;
    if (this.underWay.has(releaseId)) return;
    const now = Date.parse(this.clock.now());
    const last = this.visits.get(releaseId);
    // Half a tick early rather than half a tick late: on average, the interval is that of the policy.
    const interval = millisecondsOf(circumstances.release.policy.durations.probeInterval) - tickMs / 2;
    const isDue = last === undefined || now - last.probedAt >= interval;
    if (!isDue && (last.revision === revision || now < last.restUntil)) return;
    const visit = { probedAt: isDue ? now : last.probedAt, revision, restUntil: now };
    this.visits.set(releaseId, visit);
    this.underWay.set(releaseId, this.lookAt(row, isDue, visit));
  }

  private async lookAt({ releaseId, circumstances }: WatchedReleaseRow, isDue: boolean, visit: Visit): Promise<void> {
    try {
      if (isDue) await this.round.probe(circumstances);
      const from = Date.parse(this.clock.now());
      await this.assessor.assess(releaseId);
      const to = Date.parse(this.clock.now());
      visit.restUntil = to + (to - from) * restRatio;
    } catch (error) {
      this.log.warn({
        err: error,
        releaseId,
        detail: 'the release was not probed or assessed; the next round tries again',
      });
    } finally {
      this.underWay.delete(releaseId);
    }
  }

  private forget(probed: ReadonlySet<string>): void {
    for (const releaseId of this.visits.keys()) if (!probed.has(releaseId)) this.visits.delete(releaseId);
  }
}
