import type { FieldProblem, HttpCheck } from '@slipway/contracts';
import { ServiceKitError } from '../service-kit-error.js';
import { artifactAddressRefused, webAddressRefused } from './address.policy.js';
import type { OutboundSettings } from './outbound-settings.js';
import { requestRefused } from './request.policy.js';

type Settings = OutboundSettings;

/** The artifacts in this field that nobody could fetch, by the configuration. */
export const artifactsRefused = (
  artifacts: readonly { readonly uri: string }[],
  field: string,
  settings: Settings,
): FieldProblem[] =>
  artifacts.flatMap(({ uri }, index) =>
    problems(`${field}.${String(index)}.uri`, artifactAddressRefused(uri, settings)),
  );

/** What is wrong with one check: its address, method, headers and body. */
export const checkRefused = (check: HttpCheck, field: string, settings: Settings): FieldProblem[] => [
  ...addressRefused(check.url, `${field}.url`, settings),
  ...requestRefused(check, settings).map(({ field: within, fix }) => ({ field: [field, ...within].join('.'), fix })),
];

export const checksRefused = (checks: readonly HttpCheck[], field: string, settings: Settings): FieldProblem[] =>
  checks.flatMap((check, index) => checkRefused(check, `${field}.${String(index)}`, settings));

/** An http(s) address that something is sent to. */
export const addressRefused = (url: string, field: string, settings: Settings): FieldProblem[] =>
  problems(field, webAddressRefused(url, settings));

/**
 * Refuses, before anything is recorded, what the services would refuse to send or to fetch.
 * @throws ServiceKitError ADDRESS_NOT_ALLOWED with each field and its fix
 */
export function demandAllowed(...found: readonly FieldProblem[][]): void {
  const fields = found.flat();
  if (fields.length === 0) return;
  const detail = fields.map(({ field, fix }) => `${field}: ${fix}`).join('; ');
  throw new ServiceKitError('ADDRESS_NOT_ALLOWED', { fields, detail });
}

const problems = (field: string, fix: string | undefined): FieldProblem[] =>
  fix === undefined ? [] : [{ field, fix }];
