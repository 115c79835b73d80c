import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Clock } from '../config/clock.js';
import { InjectClock, InjectTimers } from '../config/tokens.js';
import { ServiceKitError } from '../service-kit-error.js';
import { onBehalfOf, Origin, originOfCause } from '../timers/origin.js';
import type { Timers } from '../timers/timers.js';
import { InjectChannels, type Channels, type Notification } from './channels.js';

/** Which timer (`@OnTimer(noticeTimer)`) of a service makes the attempts at its notices. */
export const noticeTimer = 'notify';

/** What is in the timer of a notice; a service adds by what it knows its own. */
export const NoticeAttempt = z.strictObject({
  /** Of the notice, and so of its timer. */
  id: z.string(),
  audience: z.string(),
  channel: z.string(),
  /** Of notices that are due the lowest go first: where there are many of one release, those of others do not wait for them. */
  rank: z.int().nonnegative(),
  /** From 1. */
  attempt: z.int().positive(),
  origin: Origin,
});
export type NoticeAttempt = z.infer<typeof NoticeAttempt>;

/** With whatever else the service has in it. */
type NewNotice = Omit<NoticeAttempt, 'attempt' | 'origin'> & Readonly<Record<string, unknown>>;

/** What is said, and what becomes of it. */
export interface Notice extends Pick<Notification, 'subject' | 'text'> {
  /** Later than this it is not tried again; without, for as long as the service asks for it. */
  readonly until?: string;
  readonly delivered: (receipt: string) => Promise<unknown>;
  /** @param retryAt nothing when that was the last attempt */
  readonly failed: (reason: string, retryAt: string | undefined) => Promise<unknown>;
}

const longestPauseSeconds = 600;

/** Every notice is its own durable timer: one that fails holds up no other, and none is forgotten in a crash. */
@Injectable()
export class Notices {
  constructor(
    @InjectChannels() private readonly channels: Channels,
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
  ) {}

  /** Has it delivered at this moment, on behalf of the cause at hand. */
  begin(notice: NewNotice, at: string): Promise<void> {
    return this.set({ ...notice, attempt: 1, origin: originOfCause() }, at);
  }

  /** Delivers it, and has it tried again later when the channel fails. */
  deliver(attempt: NoticeAttempt, notice: Notice): Promise<void> {
    return onBehalfOf(attempt.origin, async () => {
      const { audience, channel } = attempt;
      const { subject, text } = notice;
      const sent = await this.channels.deliver(channel, { audience, subject, text }).catch(channelFailure);
      if (sent instanceof ServiceKitError) await this.tryAgain(attempt, notice, sent);
      else await notice.delivered(sent.receipt);
    });
  }

  /** The next attempt is set before the failure is recorded: a crash in between costs a record, never the attempt. */
  private async tryAgain(attempt: NoticeAttempt, notice: Notice, { code, details }: ServiceKitError): Promise<void> {
    const at = after(this.clock.now(), attempt.attempt);
    const again = notice.until === undefined || at <= notice.until;
    if (again) await this.set({ ...attempt, attempt: attempt.attempt + 1 }, at);
    const { reason } = details;
    await notice.failed(typeof reason === 'string' ? reason : code, again ? at : undefined);
  }

  private set(attempt: NoticeAttempt, at: string): Promise<void> {
    return this.timers.set({ id: attempt.id, at, name: noticeTimer, payload: attempt, rank: attempt.rank });
  }
}

/** Twice as long after each failure: 2 s, 4 s, … up to ten minutes. */
const after = (now: string, attempt: number): string =>
  new Date(Date.parse(now) + Math.min(2 ** attempt, longestPauseSeconds) * 1000).toISOString();

function channelFailure(error: unknown): ServiceKitError {
  if (error instanceof ServiceKitError) return error;
  throw error;
}
