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
 * The first answer to this command, if it was handled before.
 * @param read reads the part of the stream that can hold the first event of the command
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
  // They were appended together, so they are consecutive.
  const after = first.streamPosition - 1;
  const following = await store.readStream(stream, { after, limit: limits.event.perAppend });
  const end = following.findIndex((event, ordinal) => event.id !== deriveEventId(id, ordinal));
  const events = end === -1 ? following : following.slice(0, end);
  return acceptance(stream, after + events.length, events, true);
}
