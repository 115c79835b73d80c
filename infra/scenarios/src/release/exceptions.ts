import { demandDone, type Answer } from '../system/answer.js';
import type { Release } from './release.js';
import type { ExceptionView } from './views.js';

export interface Terms {
  readonly kind: string;
  readonly items?: readonly string[];
  readonly to?: string;
}

const because = 'the scenario wants it';

export function asksFor(release: Release, who: string, { kind, items = [], to }: Terms): Promise<Answer> {
  const terms = { kind, items, reason: because, ...(to === undefined ? {} : { to }) };
  return release.tries(who, 'planning', 'exceptions', terms);
}

export function confirms(release: Release, who: string, { exceptionId }: ExceptionView): Promise<Answer> {
  return release.tries(who, 'planning', `exceptions/${exceptionId}/confirmations`);
}

export function declines(release: Release, who: string, { exceptionId }: ExceptionView): Promise<Answer> {
  return release.tries(who, 'planning', `exceptions/${exceptionId}/declines`, { reason: because });
}

/** The newest exception of the release. */
export async function newestException(release: Release): Promise<ExceptionView> {
  const newest = Object.values((await release.flow()).exceptions).at(-1);
  if (newest === undefined) throw new Error(`${release.id} has no exception`);
  return newest;
}

/** Requested by one release manager and confirmed by the other. */
export async function grantException(release: Release, terms: Terms, who = 'ada'): Promise<void> {
  demandDone('an exception', await asksFor(release, who, terms));
  const asked = await newestException(release);
  if (asked.status === 'requested') demandDone('its confirmation', await confirms(release, 'frances', asked));
}

/** Requests exactly what the refusal requires. */
export async function grantWhatIsRequired(release: Release, { body }: Answer, who?: string): Promise<void> {
  const { kind, items, to } = body as unknown as Terms;
  await grantException(release, { kind, ...(items && { items }), ...(to !== undefined && { to }) }, who);
}
