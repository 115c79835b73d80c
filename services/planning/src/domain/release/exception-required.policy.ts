import type { ExceptionTerms } from '@slipway/contracts';
import { reject } from '@slipway/decider';
import { conductOf } from '@slipway/flow';
import type { ProposedRelease } from './release.state.js';

type Wanted = Pick<ExceptionTerms, 'kind' | 'items' | 'from' | 'to'>;

/** The command weakens a rule: the refusal names the exception to request, and where. */
export function exceptionRequired({ summary }: ProposedRelease, wanted: Wanted, more: Record<string, unknown> = {}) {
  const { from: _, ...terms } = wanted;
  const body = JSON.stringify({ ...terms, reason: '…' });
  const roles = conductOf(summary.policy).exceptions[wanted.kind].requestedBy.join(' or ');
  return reject('EXCEPTION_REQUIRED', {
    ...wanted,
    ...more,
    fix: `have a ${roles} who is not the author send POST /planning/v1/releases/${summary.releaseId}/exceptions ${body}`,
  });
}
