import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Clock } from '../config/clock.js';
import { InjectClock, InjectTimers } from '../config/tokens.js';
import { ServiceKitError } from '../service-kit-error.js';
import { onBehalfOf, Origin, originOfCause } from '../timers/origin.js';
import { defineTimer, type TimerDefinition } from '../timers/define-timer.js';
import type { Timers } from '../timers/timers.js';
import { InjectChannels, type Channels, type Notification } from './channels.js';

/** The payload of the timer of every notice. */
const NoticeAttempt = z.strictObject({
  /** Distinguishes the notice, and its timer, from the others. */
  key: z.array(z.string()),
  audience: z.string(),
  channel: z.string(),
  /** Of notices that are due, the lowest go first: many notices of one release do not delay those of others. */
  rank: z.int().nonnegative(),
  /** From 1. */
  attempt: z.int().positive(),
  origin: Origin,
});
export type NoticeAttempt = z.infer<typeof NoticeAttempt>;

/** The timer (`@OnTimer`) of the service that sends its notices, with the fields of its own. */
export const defineNotice = <Shape extends z.ZodRawShape>(own: Shape) =>
  defineTimer('notify', NoticeAttempt.extend(own));

/** Sets the first attempt of a new notice, on behalf of the current cause. */
export const firstAttempt = (): Pick<NoticeAttempt, 'attempt' | 'origin'> => ({ attempt: 1, origin: originOfCause() });

type NoticeTimer<Attempt extends NoticeAttempt> = TimerDefinition<z.ZodType<Attempt, Attempt>>;

/** The content of a notice, and where its result is recorded. */
export interface Notice extends Pick<Notification, 'subject' | 'text'> {
  /** The notice is not retried after this time; without it, for as long as the service asks for it. */
  readonly until?: string;
  readonly delivered: (receipt: string) => Promise<void>;
  /** @param retryAt undefined after the last attempt */
  readonly failed: (reason: string, retryAt: string | undefined) => Promise<void>;
}

const longestPauseSeconds = 600;

/** Every notice has its own durable timer: one that fails does not block the others, and none is lost in a crash. */
@Injectable()
export class Notices {
  constructor(
    @InjectChannels() private readonly channels: Channels,
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
  ) {}

  /** Has it delivered at this moment. */
  begin<Attempt extends NoticeAttempt>(timer: NoticeTimer<Attempt>, attempt: Attempt, at: string): Promise<void> {
    return this.timers.set(timer, { key: attempt.key, at, payload: attempt, rank: attempt.rank });
  }

  /** Delivers it, and sets the next attempt if the channel fails. */
  deliver<Attempt extends NoticeAttempt>(timer: NoticeTimer<Attempt>, attempt: Attempt, notice: Notice): Promise<void> {
    return onBehalfOf(attempt.origin, async () => {
      const { audience, channel } = attempt;
      const { subject, text } = notice;
      const sent = await this.channels.deliver(channel, { audience, subject, text }).catch(channelFailure);
      if (sent instanceof ServiceKitError) await this.tryAgain(timer, attempt, { notice, failure: sent });
      else await notice.delivered(sent.receipt);
    });
  }

  /** The next attempt is set before the failure is recorded: a crash in between costs a record, never the attempt. */
  private async tryAgain<Attempt extends NoticeAttempt>(
    timer: NoticeTimer<Attempt>,
    attempt: Attempt,
    { notice, failure }: { readonly notice: Notice; readonly failure: ServiceKitError },
  ): Promise<void> {
    const at = after(this.clock.now(), attempt.attempt);
    const again = notice.until === undefined || at <= notice.until;
    if (again) await this.begin(timer, { ...attempt, attempt: attempt.attempt + 1 }, at);
    const { reason } = failure.details;
    await notice.failed(typeof reason === 'string' ? reason : failure.code, again ? at : undefined);
  }
}

/** Twice as long after each failure: 2 s, 4 s, … up to ten minutes. */
const after = (now: string, attempt: number): string =>
  new Date(Date.parse(now) + Math.min(2 ** attempt, longestPauseSeconds) * 1000).toISOString();

function channelFailure(error: unknown): ServiceKitError {
  if (error instanceof ServiceKitError) return error;
  throw error;
}
