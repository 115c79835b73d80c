import { shown, textOf } from '@slipway/contracts';
import { ServiceKitError } from '../service-kit-error.js';
import { outboundLimits } from './outbound-limits.js';

/** Why something could not be sent or fetched, as a fact may keep it: bounded, and without what no store keeps, for the other side may have worded it. */
export function reasonOf(cause: unknown): string {
  const told = cause instanceof ServiceKitError ? cause.details['reason'] : undefined;
  const reason = typeof told === 'string' ? told : textOf(cause);
  return shown(reason, outboundLimits.receipt.characters - 1);
}
