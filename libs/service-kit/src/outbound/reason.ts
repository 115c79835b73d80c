import { shown, textOf } from '@slipway/contracts';
import { ServiceKitError } from '../service-kit-error.js';
import { outboundLimits } from './outbound-limits.js';

/**
 * Why a request could not be sent or fetched, as a fact can store it: bounded, and without characters that no store
 * keeps, because the other side can have written it.
 */
export function reasonOf(cause: unknown): string {
  const known = cause instanceof ServiceKitError ? cause.details['reason'] : undefined;
  const reason = typeof known === 'string' ? known : textOf(cause);
  return shown(reason, outboundLimits.receipt.characters - 1);
}
