import { chainHash, chainStart, leafHash } from './framing.js';
import type { LogEntry, StoredLog } from './stored-event.js';

/** The first difference in a part of the log from what was recorded. */
export interface LogDefect {
  /** Absent for an event that never entered the log. */
  readonly logIndex?: number;
  readonly trail?: string;
  readonly trailPosition?: number;
  /**
   * What is wrong. `removed`: the log has no such index. `missing`: the event that it names is gone. `leafHash`: the content of the
   * event is not what the log was given. `type`: the log has another type. `hash`: the chain of the trail does not lead here.
   * `order`: the event before it in its trail is later in the log, or not in it. `unlogged`: the event is not in the log.
   */
  readonly field: 'removed' | 'missing' | 'leafHash' | 'type' | 'hash' | 'order' | 'unlogged';
}

/**
 * Recomputes the hashes of a part of the log from the stored bytes. When all parts are sound, the log has no gap, every event is
 * in it once and in the order of its trail, and no event of any trail is missing or was changed: no trail was removed as a whole.
 */
export function verifyLog({ from, next, entries, adrift }: StoredLog): LogDefect | undefined {
  for (let index = from, at = 0; index < next; index += 1, at += 1) {
    const entry = entries[at];
    if (entry?.logIndex !== index) return { logIndex: index, field: 'removed' };
    const field = defectOf(entry);
    if (field !== undefined) return placed(entry, field);
  }
  return adrift === undefined ? undefined : { ...adrift, field: 'unlogged' };
}

function defectOf({ event, previous, ...logged }: LogEntry): LogDefect['field'] | undefined {
  if (event === undefined) return 'missing';
  const leaf = leafHash(event);
  if (leaf !== logged.leafHash || leaf !== event.leafHash) return 'leafHash';
  if (event.type !== logged.type) return 'type';
  const first = logged.trailPosition === 1;
  if (event.hash !== chainHash(first ? chainStart : (previous?.hash ?? ''), leaf)) return 'hash';
  const inOrder = first || (previous?.logIndex !== undefined && previous.logIndex < logged.logIndex);
  return inOrder ? undefined : 'order';
}

const placed = ({ logIndex, trail, trailPosition }: LogEntry, field: LogDefect['field']): LogDefect => ({
  logIndex,
  trail,
  trailPosition,
  field,
});
