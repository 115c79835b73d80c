import { secretReference } from '@slipway/contracts';
import { ServiceKitError } from '../service-kit-error.js';
import { matchesHost } from './host-pattern.js';
import type { OutboundSettings } from './outbound-settings.js';

type Secrets = Pick<OutboundSettings, 'secretHosts' | 'secret'>;

/** The names of the secrets that a text refers to. */
export const secretsIn = (text: string): string[] =>
  [...text.matchAll(secretReference)].flatMap(([, name]) => name ?? []);

/** What is wrong with sending these texts to this host, and the fix; undefined when nothing is. */
export function secretsRefused(texts: readonly string[], to: URL, { secretHosts }: Secrets): string | undefined {
  const names = [...new Set(texts.flatMap(secretsIn))];
  const refused = names.find((name) => !matchesHost(to, secretHosts.get(name) ?? []));
  if (refused !== undefined) {
    return `the secret ${refused} may not be sent to ${to.host}: have OUTBOUND_SECRETS allow it, or refer to another`;
  }
  const broken = texts.some((text) => text.replaceAll(secretReference, '').includes('${'));
  return broken ? 'write a reference as ${secret:NAME}, its name in capitals, digits and underscores' : undefined;
}

/** The text with the values of its secrets. @throws ServiceKitError OUTBOUND_REFUSED for one without a value */
export const withSecrets = (text: string, secrets: Secrets, write = (value: string) => value): string =>
  text.replaceAll(secretReference, (_, name: string) => {
    const value = secrets.secret(name);
    if (value !== undefined && value !== '') return write(value);
    throw new ServiceKitError('OUTBOUND_REFUSED', {
      reason: `the secret ${name} has no value: set SECRET_${name}, or put it into SECRETS_FOLDER`,
    });
  });

/** As a part of a path or of a query; a value may go over several segments of a path. */
export const inAddress = (value: string): string => encodeURIComponent(value).replaceAll('%2F', '/');

/** The text of another system without the values of the secrets that were sent to it, should it send one back. */
export const withoutSecrets = (text: string, names: readonly string[], { secret }: Secrets): string =>
  names.reduce((cleaned, name) => {
    const value = secret(name);
    return value === undefined || value === '' ? cleaned : cleaned.replaceAll(value, `\${secret:${name}}`);
  }, text);
