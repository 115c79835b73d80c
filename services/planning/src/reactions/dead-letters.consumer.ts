import { factTopics, ReleaseId, serviceNames, topics, WorkGivenUp } from '@slipway/contracts';
import type { EventStore } from '@slipway/event-store';
import {
  groupOf,
  RawConsumer,
  withCause,
  type DeadLetter,
  type Headers,
  type IncomingMessage,
} from '@slipway/messaging';
import { impossible, InjectAggregate, InjectEventStore, settle, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import { release } from '../domain/release/release.decider.js';
import { isProposed } from '../domain/release/release.state.js';
import { Decisions } from '../application/decisions.js';

/** If this consumer gives up, that is only in the log; on the release, it would cause the next letter. */
const endless: readonly string[] = [WorkGivenUp.type];

/** A message that no reaction was given, since the log has no such event: no work on a fact was given up. */
const refusals: readonly string[] = serviceNames.map(groupOf);

const Letter = z.object({
  slipway_deadletter_group: z
    .string()
    .min(1)
    .refine((group) => !refusals.includes(group)),
  // Letters about own events only: messages of other systems belong to intake, and a letter about a letter would never
  // end.
  slipway_deadletter_topic: z.enum(factTopics),
  slipway_deadletter_reason: z.string().min(1),
  slipway_deadletter_detail: z.string(),
  ce_id: z.uuid(),
  ce_type: z.string().refine((type) => !endless.includes(type)),
  ce_trail: ReleaseId,
  ce_correlationid: z.string().min(1),
  ce_logindex: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
});
type Letter = z.infer<typeof Letter>;

const group = 'planning.dead-letters';

/** A reaction that gave up on a fact of a release leaves that on the release, where people see it. */
@RawConsumer({ topic: topics.deadLetter, group })
export class DeadLettersConsumer {
  constructor(
    @InjectAggregate(release) private readonly releases: Aggregate<typeof release>,
    @InjectEventStore() private readonly store: EventStore,
    private readonly decisions: Decisions,
  ) {}

  /** A letter about anything else stays in its topic, and is done here. */
  async handle({ headers }: IncomingMessage): Promise<DeadLetter | undefined> {
    const { data: letter } = Letter.safeParse(asText(headers));
    if (letter === undefined || !(await this.isOfARelease(letter))) return undefined;
    await withCause(causeOf(letter), () => this.record(letter));
    return undefined;
  }

  /** Anybody may be able to write to the topic: it has to be a fact that the release really has. */
  private async isOfARelease({ ce_trail: releaseId, ce_id, ce_type, ce_logindex: from }: Letter): Promise<boolean> {
    const { state } = await this.releases.load(releaseId);
    if (!isProposed(state)) return false;
    const [fact] = (await this.store.readLog({ from, limit: 1 })).events;
    return fact?.trail === releaseId && fact.id === ce_id && fact.type === ce_type;
  }

  private async record(letter: Letter): Promise<void> {
    const fact = { eventId: letter.ce_id, type: letter.ce_type };
    const reason = `${letter.slipway_deadletter_reason}: ${letter.slipway_deadletter_detail}`;
    const command = { type: 'RecordGivenUpWork', group: letter.slipway_deadletter_group, fact, reason } as const;
    await settle(this.decisions.release(letter.ce_trail, command), impossible);
  }
}

const causeOf = ({ slipway_deadletter_group: gaveUp, ce_id, ce_correlationid }: Letter) => ({
  id: JSON.stringify([group, gaveUp, ce_id]),
  actor: { id: 'planning', kind: 'service' as const, roles: [] },
  correlationId: ce_correlationid,
  causedBy: ce_id,
});

/** A header that occurs twice counts for none. */
const asText = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || Array.isArray(value) ? [] : [[name, value.toString()]],
    ),
  );
