import type { HttpCheck } from '@slipway/contracts';
import { sameContent } from '@slipway/decider';

/** The checks of before that another set lets go or makes easier to pass. */
export const easedChecks = (before: readonly HttpCheck[], after: readonly HttpCheck[]): readonly HttpCheck[] =>
  before.filter((check) => !after.some((other) => asksAsMuch(other, check)));

/** Whether a check sends the same request as another and expects no less of the answer. */
function asksAsMuch(check: HttpCheck, other: HttpCheck): boolean {
  const { status, bodyIncludes, within } = check.expect;
  const before = other.expect;
  return (
    sameContent(requestOf(check), requestOf(other)) &&
    status === before.status &&
    (before.bodyIncludes === undefined || bodyIncludes?.includes(before.bodyIncludes) === true) &&
    (before.within === undefined || (within !== undefined && within.milliseconds <= before.within.milliseconds))
  );
}

const requestOf = ({ url, method, headers, body }: HttpCheck) => ({ url, method, headers, body });
