import { Logger } from '@nestjs/common';
import { Standstill, type EventStore } from '@slipway/event-store';

/** Milliseconds between checks. */
const lookEvery = 5000;
/** Seconds for which committed events may wait while none enters the log. */
const logPatience = 10;
/** Seconds for which a part that follows the log can stay at one position before its end. */
const followerPatience = 30;

/** A part that makes progress: to the end of the log, or through messages from Kafka. */
export interface Follower {
  /** For readiness and metrics: `relay`, `projection release-list`, `consumer planning.reactions`. */
  readonly name: string;
  /** Its position, as the log index that it reads next; undefined while another instance does its work. */
  readonly position: () => number | undefined;
  /** The position that it must reach; the size of the log by default. */
  readonly head?: () => number;
}

export interface Progress {
  readonly name: string;
  /** For how long it has stayed at one position with work ahead of it. */
  readonly standsForSeconds: number;
}

/**
 * Detects what makes no progress: the log while committed events wait, and the parts that follow the log. A part that
 * fails reports it itself; this is for a part that does nothing, in this or another process, and cannot report it.
 */
export class ProgressWatch {
  private readonly logger = new Logger('progress');
  private readonly followed: { readonly follower: Follower; readonly standstill: Standstill; ms: number }[] = [];
  private readonly sequencing = { standstill: new Standstill(), ms: 0 };
  private unsequenced = 0;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(private readonly store: Pick<EventStore, 'logSize' | 'committedSize'>) {}

  follow(follower: Follower): void {
    this.followed.push({ follower, standstill: new Standstill(), ms: 0 });
  }

  start(): void {
    this.timer ??= setInterval(() => {
      this.looking ??= this.look().finally(() => (this.looking = undefined));
    }, lookEvery);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Committed events without a log index at the last check, and for how long none has been indexed. */
  get backlog(): { readonly events: number; readonly seconds: number } {
    return { events: this.unsequenced, seconds: this.sequencing.ms / 1000 };
  }

  get followers(): readonly Progress[] {
    return this.followed.map(({ follower, ms }) => ({ name: follower.name, standsForSeconds: ms / 1000 }));
  }

  /** Rejects while committed events wait and none enters the log. */
  assertSequencing(): Promise<void> {
    const { events, seconds } = this.backlog;
    if (seconds < logPatience) return Promise.resolve();
    return Promise.reject(
      new Error(`${String(events)} committed events wait, none entered the log for ${whole(seconds)} s`),
    );
  }

  /** Rejects while a part makes no progress although it has work ahead of it. */
  assertFollowing(): Promise<void> {
    const standing = this.followers.filter(({ standsForSeconds }) => standsForSeconds >= followerPatience);
    if (standing.length === 0) return Promise.resolve();
    const messages = standing.map(
      ({ name, standsForSeconds }) => `${name} stands still for ${whole(standsForSeconds)} s`,
    );
    return Promise.reject(new Error(messages.join('; ')));
  }

  private async look(): Promise<void> {
    try {
      // Positions are read before the size: progress in between must not look like a gap.
      const places = this.followed.map(({ follower }) => ({ at: follower.position(), head: follower.head?.() }));
      const logSize = await this.store.logSize();
      const committed = await this.store.committedSize();
      const now = performance.now();
      this.unsequenced = Math.max(0, committed - logSize);
      this.sequencing.ms = this.sequencing.standstill.observe(logSize, committed, now);
      for (const [index, each] of this.followed.entries()) {
        const { at, head = logSize } = places[index] ?? {};
        each.ms = each.standstill.observe(at ?? head, head, now);
      }
    } catch (error) {
      this.logger.warn({ err: error, detail: 'the size of the log cannot be read; the next try comes soon' });
    }
  }
}

const whole = (seconds: number): string => String(Math.floor(seconds));
