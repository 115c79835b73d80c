import { limits } from '@slipway/contracts';
import { deriveEventId, type EventStore, type RecordedEvent } from '@slipway/event-store';
import { ServiceKitError } from '../service-kit-error.js';
import { acceptance, type Acceptance } from './outcome.js';

interface RepeatableCommand {
  readonly id: string;
  readonly stream: string;
  readonly causationId: string;
}

/**
 * What this very command was answered the first time, if there was one.
 * @param read of the stream: what may hold the command's first event
 * @throws ServiceKitError IDEMPOTENCY_KEY_REUSED
 */
export async function firstAnswer(
  store: EventStore,
  { id, stream, causationId }: RepeatableCommand,
  read: readonly RecordedEvent[],
): Promise<Acceptance | undefined> {
  const firstId = deriveEventId(id, 0);
  const first = read.find((event) => event.id === firstId);
  if (first === undefined) return undefined;
  if (first.causationId !== causationId) {
    throw new ServiceKitError('IDEMPOTENCY_KEY_REUSED', {
      stream,
      fix: 'this key belongs to another request; give each command a new Idempotency-Key',
    });
  }
  // One append: they are there together, one behind the other.
  const after = first.streamPosition - 1;
  const following = await store.readStream(stream, { after, limit: limits.event.perAppend });
  const end = following.findIndex((event, ordinal) => event.id !== deriveEventId(id, ordinal));
  const events = end === -1 ? following : following.slice(0, end);
  return acceptance(stream, after + events.length, events, true);
}
