import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { isRejection, type Rejection } from '@slipway/decider';
import { millisecondsOf } from '@slipway/flow';
import type { IncomingMessage } from '@slipway/messaging';
import { defineTimer, InjectClock, InjectTimers, inTurn, type Clock, type Timers } from '@slipway/service-kit';
import { LessThanOrEqual, type Repository } from 'typeorm';
import { z } from 'zod';
import { InjectIntakeSettings, type IntakeSettings } from '../config/intake-settings.js';
import {
  nextPause,
  releaseDidNotCome,
  roomIsLeft,
  waitedWith,
  type Room,
  type Taken,
} from '../domain/waiting.policy.js';
import { rowOf, waitingId, WaitingMessage } from './waiting-message.js';

export const Waiting = defineTimer('waiting', z.strictObject({ id: z.string() }));

type UnknownRelease = Rejection<'RELEASE_UNKNOWN'>;

/** Whose message came, and when. */
interface Arrival {
  readonly sender: string;
  readonly since: string;
}

/** Messages of the topic that came before the [rv] of their release: each is a row, with a timer for its next try. */
@Injectable()
export class WaitingRoom {
  private readonly patience: number;

  constructor(
    @InjectRepository(WaitingMessage) private readonly rows: Repository<WaitingMessage>,
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
    @InjectIntakeSettings() { patience }: IntakeSettings,
  ) {
    this.patience = millisecondsOf(patience);
  }

  /** Keeps a message that was refused, unless there is no room. */
  async admit(
    message: IncomingMessage,
    refusal: UnknownRelease,
    { sender, since }: Arrival,
  ): Promise<Rejection | undefined> {
    const row = rowOf(message);
    const full = roomIsLeft({ refusal, bytes: row.bytes }, await this.taken(sender));
    if (isRejection(full)) return full;
    const dueAt = after(since, nextPause(0, this.patience) ?? 0);
    const waiting = { ...row, releaseId: releaseOf(refusal), sender, since, dueAt, waited: 0, tries: 0 };
    await this.rows.createQueryBuilder().insert().values(waiting).orIgnore().execute();
    await this.expect(waiting.id, dueAt);
    return undefined;
  }

  /** Whether it waits already. Its timer is set again: a crash may have come before it was. */
  async holds(message: IncomingMessage): Promise<boolean> {
    const waiting = await this.rows.findOneBy({ id: waitingId(message) });
    if (waiting !== null) await this.expect(waiting.id, waiting.dueAt);
    return waiting !== null;
  }

  async find(id: string): Promise<WaitingMessage | undefined> {
    return (await this.rows.findOneBy({ id })) ?? undefined;
  }

  /** The first message, up to and with this one, that waits for the same release. */
  async firstUpTo({ releaseId, arrival }: WaitingMessage): Promise<WaitingMessage | undefined> {
    const where = { releaseId, arrival: LessThanOrEqual(arrival) };
    return (await this.rows.findOne({ where, order: { arrival: 'asc' } })) ?? undefined;
  }

  /** The release is known now: the last that waits for it is tried at once, and takes those before it along. */
  async wake(releaseId: string): Promise<void> {
    const last = await this.rows.findOne({ where: { releaseId }, order: { arrival: 'desc' }, select: { id: true } });
    if (last !== null) await this.expect(last.id, this.clock.now());
  }

  /** Has it tried again later; answers with its dead letter when it has waited long enough. */
  async postpone(waiting: WaitingMessage, refusal: UnknownRelease): Promise<Rejection | undefined> {
    const { id, since, tries, dueAt } = waiting;
    const now = this.clock.now();
    const waited = waitedWith({ waited: waiting.waited, patience: this.patience, dueAt, now });
    const pause = nextPause(waited, this.patience);
    if (pause === undefined) return releaseDidNotCome(refusal, since, now);
    const next = after(now, pause);
    await this.rows.update({ id }, { releaseId: releaseOf(refusal), dueAt: next, waited, tries: tries + 1 });
    await this.expect(id, next);
    return undefined;
  }

  /** Forgets one that has been handled; not one that was postponed meanwhile. */
  async leave({ id, tries }: WaitingMessage): Promise<boolean> {
    const { affected } = await this.rows.delete({ id, tries });
    return affected === 1;
  }

  /** One at a time for each release, whichever instance it is. */
  inTurn(releaseId: string, work: () => Promise<void>): Promise<void> {
    return inTurn(this.rows.manager.dataSource, `waiting for ${releaseId}`, work);
  }

  private async taken(sender: string): Promise<Taken> {
    const [all, ofSender] = await Promise.all([this.room(), this.room({ sender })]);
    return { sender: ofSender, all };
  }

  private async room(where: { readonly sender?: string } = {}): Promise<Room> {
    const [messages, bytes] = await Promise.all([this.rows.countBy(where), this.rows.sum('bytes', where)]);
    return { messages, bytes: bytes ?? 0 };
  }

  private expect(id: string, at: string): Promise<void> {
    return this.timers.set(Waiting, { key: [id], at, payload: { id } });
  }
}

const after = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

const releaseOf = ({ details }: UnknownRelease): string => String(details['releaseId']);
