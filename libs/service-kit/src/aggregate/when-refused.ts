import { Logger } from '@nestjs/common';
import { isRejection, type Rejection } from '@slipway/decider';
import type { Acceptance, Outcome } from './outcome.js';

/** What a reaction or a timer does when its command is refused: see `impossible`, `harmless` and `expected`. */
export type WhenRefused = (refusal: Rejection) => Promise<void>;

/**
 * A command of a reaction that is never refused was refused: the reaction is retried, and then its event goes to the
 * dead letters.
 */
export class UnexpectedRefusal extends Error {}

const log = new Logger('refusals');

/** The command is never refused: a refusal is a defect and throws. */
export const impossible: WhenRefused = ({ rejected, details }) =>
  Promise.reject(new UnexpectedRefusal(`${rejected} ${JSON.stringify(details)}`));

/**
 * A refusal with one of these codes needs no action. Every other refusal throws.
 * @param reason why it needs none, for the log
 * @param codes `any` if every refusal of the command means the same
 */
export function harmless(reason: string, codes: 'any' | readonly [string, ...string[]]): WhenRefused {
  return async (refusal) => {
    if (codes !== 'any' && !codes.includes(refusal.rejected)) return impossible(refusal);
    log.log({ refusal, reason });
  };
}

/** A refusal is a valid answer, and `record` stores it where people see it. */
export const expected =
  (record: (refusal: Rejection) => Promise<void>): WhenRefused =>
  (refusal) =>
    record(refusal);

/** For commands that keep a release up to date: they are not needed after its end. */
export const afterTheEnd = harmless('nothing changes a release that has ended', ['RELEASE_ENDED']);

/**
 * Returns the acceptance of a command, or undefined if the command was refused and the refusal is harmless or recorded.
 * @throws UnexpectedRefusal if `whenRefused` does not accept the refusal
 */
export async function settle(handled: Promise<Outcome>, whenRefused: WhenRefused): Promise<Acceptance | undefined> {
  const outcome = await handled;
  if (!isRejection(outcome)) return outcome;
  await whenRefused(outcome);
  return undefined;
}
