import { isRejection } from '@slipway/decider';
import type { Acceptance, Outcome } from '@slipway/service-kit';

/** A reaction's command was refused: it is tried again, and then set aside where people see it. */
class UnexpectedRejection extends Error {}

/**
 * The acceptance of a command that a reaction gave; nothing when it was refused by one of the codes that this reaction
 * takes for an answer.
 */
export function expectAccepted(outcome: Outcome, ...tolerated: readonly string[]): Acceptance | undefined {
  if (!isRejection(outcome)) return outcome;
  if (tolerated.includes(outcome.rejected)) return undefined;
  throw new UnexpectedRejection(`${outcome.rejected} ${JSON.stringify(outcome.details)}`);
}
