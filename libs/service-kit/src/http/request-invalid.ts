import { fieldProblems, type FieldIssue } from '@slipway/contracts';
import { ServiceKitError } from '../service-kit-error.js';

/** A request that is wrong in these fields: the problem names each, and what it must be. */
export function requestInvalid(issues: readonly FieldIssue[]): ServiceKitError {
  const fields = fieldProblems(issues);
  const detail = fields.map(({ field, fix }) => `${field}: ${fix}`).join('; ');
  return new ServiceKitError('REQUEST_INVALID', { fields, detail });
}
