import { limits } from '@slipway/contracts';
import { pass, reject, type Rejection } from '@slipway/decider';

export interface Room {
  readonly messages: number;
  readonly bytes: number;
}

/** How many messages may wait at once, and how many bytes they may have: those of one sender, and all. */
export const roomLimits = {
  sender: { messages: limits.waitingRoom.senderMessages, bytes: limits.waitingRoom.senderBytes },
  all: { messages: limits.waitingRoom.messages, bytes: limits.waitingRoom.bytes },
} as const satisfies Record<string, Room>;

/** The room that is used already. */
export type Taken = Readonly<Record<keyof typeof roomLimits, Room>>;

const first = 1000;
/** A try that comes so much later than it was due does not count. */
const late = 30_000;

/**
 * Milliseconds before the next try: 1 s, 2 s, 4 s, …, in the end the rest of the patience; undefined when it is used
 * up.
 */
export function nextPause(waited: number, patience: number): number | undefined {
  const left = patience - waited;
  return left > 0 ? Math.min(waited + first, left) : undefined;
}

/** What a try is judged by. */
export interface Try {
  /** Milliseconds that were waited before the pause that ends with this try. */
  readonly waited: number;
  readonly patience: number;
  /** When the try was due, and when it is made; ISO 8601. */
  readonly dueAt: string;
  readonly now: string;
}

/**
 * Milliseconds of waiting, including this try. If the try is late, the service was down: the [rv] can be unread in its
 * topic, so the pause does not count, and is repeated.
 */
export function waitedWith({ waited, patience, dueAt, now }: Try): number {
  if (Date.parse(now) - Date.parse(dueAt) > late) return waited;
  return waited + (nextPause(waited, patience) ?? 0);
}

type UnknownRelease = Rejection<'RELEASE_UNKNOWN'>;

const fits = (bytes: number, taken: Room, limit: Room): boolean =>
  taken.messages < limit.messages && taken.bytes + bytes <= limit.bytes;

/** A sender of wrong release ids must neither fill the disk nor take the room of the others. */
export const roomIsLeft = (
  { refusal: { details }, bytes }: { readonly refusal: UnknownRelease; readonly bytes: number },
  taken: Taken,
) =>
  fits(bytes, taken.sender, roomLimits.sender) && fits(bytes, taken.all, roomLimits.all)
    ? pass
    : reject('WAITING_ROOM_FULL', {
        ...details,
        waiting: taken,
        limits: roomLimits,
        problem:
          'the release is not known, and too many messages wait for their releases already: this one was not kept',
      });

/** The dead letter of a message whose release never came. */
export const releaseDidNotCome = ({ rejected, details }: UnknownRelease, since: string, now: string) => {
  const seconds = Math.round((Date.parse(now) - Date.parse(since)) / 1000);
  return reject(rejected, { ...details, waited: `${String(seconds)} s for its [rv], since ${since}` });
};

/** What a later [rv] can change. */
export const isUnknownRelease = (rejection: Rejection): rejection is UnknownRelease =>
  rejection.rejected === 'RELEASE_UNKNOWN';
