import { Logger } from '@nestjs/common';
import { isRejection, type Rejection } from '@slipway/decider';
import type { Acceptance, Outcome } from './outcome.js';

/** What a reaction or a timer does when its command is refused: see `impossible`, `harmless` and `expected`. */
export type WhenRefused = (refusal: Rejection) => Promise<void>;

/** A reaction gave a command that is never refused, and it was: it is tried again, and then set aside where people see it. */
export class UnexpectedRefusal extends Error {}

const log = new Logger('refusals');

/** The command is never refused: a refusal is a defect, and throws. */
export const impossible: WhenRefused = ({ rejected, details }) =>
  Promise.reject(new UnexpectedRefusal(`${rejected} ${JSON.stringify(details)}`));

/**
 * A refusal by one of these codes changes nothing that anybody waits for. Every other refusal throws.
 * @param reason why not; it goes to the log
 * @param codes `any` where each refusal of the command says the same
 */
export function harmless(reason: string, codes: 'any' | readonly [string, ...string[]]): WhenRefused {
  return async (refusal) => {
    if (codes !== 'any' && !codes.includes(refusal.rejected)) return impossible(refusal);
    log.log({ refusal, reason });
  };
}

/** A refusal is an answer, which this keeps where people see it. */
export const expected =
  (record: (refusal: Rejection) => Promise<void>): WhenRefused =>
  (refusal) =>
    record(refusal);

/** For what is done for a release by itself: after its end it is not needed. */
export const afterTheEnd = harmless('nothing changes a release that has ended', ['RELEASE_ENDED']);

/**
 * The acceptance of a command; nothing when it was refused and that is harmless or recorded.
 * @throws UnexpectedRefusal when the refusal is none that `whenRefused` takes
 */
export async function settle(handled: Promise<Outcome>, whenRefused: WhenRefused): Promise<Acceptance | undefined> {
  const outcome = await handled;
  if (!isRejection(outcome)) return outcome;
  await whenRefused(outcome);
  return undefined;
}
