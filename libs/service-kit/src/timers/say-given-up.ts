import { eventCatalog, ReleaseId, type ServiceName } from '@slipway/contracts';
import type { EventStore, LoggedEvent } from '@slipway/event-store';
import { encodeEvent, setAside, type MessageBus } from '@slipway/messaging';
import { z } from 'zod';
import type { GivenUpTimer } from './given-up-timers.js';
import { Origin } from './origin.js';

/** What the payloads of our timers say of the release that they work for. */
const Work = z.object({
  releaseId: ReleaseId.optional().catch(undefined),
  release: z.object({ releaseId: ReleaseId }).optional().catch(undefined),
  origin: Origin.optional().catch(undefined),
});

export interface SayParts {
  readonly service: ServiceName;
  readonly store: Pick<EventStore, 'readTrail'>;
  readonly bus: Pick<MessageBus, 'publish'>;
}

const page = 1000;

/**
 * Sets aside, with the reason, the fact that ordered the work: planning says so on the release, as of a reaction that gave up.
 * Work that no fact ordered, but a person, is said of the newest fact. Work for no release has no trail to be said on.
 */
export async function sayGivenUp(
  { name, payload, reason }: GivenUpTimer,
  { service, store, bus }: SayParts,
): Promise<void> {
  const work = Work.safeParse(payload).data;
  const releaseId = work?.releaseId ?? work?.release?.releaseId;
  if (releaseId === undefined) return;
  const event = await orderedBy(store, releaseId, work?.origin?.causedBy);
  const topic = event === undefined ? undefined : eventCatalog.get(event.type)?.topic;
  if (event === undefined || topic === undefined) return;
  const { key, value, headers } = encodeEvent(service, event);
  const place = { topic, partition: 0, offset: '-1', timestamp: event.recordedAt };
  const message = { ...place, key: Buffer.from(String(key)), value, headers };
  await setAside(bus, message, `${service}.timer.${name}`, { reason: 'TIMER_GIVEN_UP', detail: reason });
}

async function orderedBy(store: SayParts['store'], trail: string, id: string | undefined) {
  let newest: LoggedEvent | undefined;
  let after = 0;
  for (;;) {
    const events = await store.readTrail(trail, { after, limit: page });
    for (const event of events) {
      if (isLogged(event)) newest = event;
      if (newest?.id === id) return newest;
    }
    const last = events.at(-1);
    if (last === undefined || events.length < page) return newest;
    after = last.trailPosition;
  }
}

const isLogged = (event: object): event is LoggedEvent => 'logIndex' in event && typeof event.logIndex === 'number';
