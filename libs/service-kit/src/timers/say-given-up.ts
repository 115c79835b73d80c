import { eventCatalog, ReleaseId, type ServiceName } from '@slipway/contracts';
import type { EventStore, LoggedEvent } from '@slipway/event-store';
import { encodeEvent, setAside, type MessageBus } from '@slipway/messaging';
import { z } from 'zod';
import type { GivenUpTimer } from './given-up-timers.js';
import { Origin } from './origin.js';

/** The fields in timer payloads that name their release. */
const Work = z.object({
  releaseId: ReleaseId.optional().catch(undefined),
  release: z.object({ releaseId: ReleaseId }).optional().catch(undefined),
  origin: Origin.optional().catch(undefined),
});

export interface SayParts {
  readonly service: ServiceName;
  readonly store: Pick<EventStore, 'readTrail' | 'readTrailRaw' | 'positionsIn'>;
  readonly bus: Pick<MessageBus, 'publish'>;
}

/**
 * Sends the fact that ordered the work to the dead letters, with the reason: planning then reports it on the release,
 * like a reaction that gave up. Work that a person ordered is reported for the newest fact. Work without a release has
 * no trail to report on.
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
  const positions = await store.positionsIn(trail, id === undefined ? [] : [id]);
  const { last } = await store.readTrailRaw(trail, { limit: 1 });
  const [event] = await store.readTrail(trail, { after: (positions.get(id ?? '') ?? last) - 1, limit: 1 });
  return event !== undefined && isLogged(event) ? event : undefined;
}

const isLogged = (event: object): event is LoggedEvent => 'logIndex' in event && typeof event.logIndex === 'number';
