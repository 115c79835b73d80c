import { pathTo, placesIn, type Place } from './places.js';

/** Text in a value that looks like a credential: its location and the fix, never the text itself. */
export interface CredentialDefect {
  readonly path: readonly (string | number)[];
  readonly fix: string;
}

/** A placeholder that is replaced by the secret when a request is sent: `${secret:SHOP_TOKEN}`. */
export const secretReference = /\$\{secret:([A-Z][A-Z0-9_]{0,63})\}/g;

/** Each begins where no character of its own kind precedes it, so that a long text is searched in linear time. */
const tokenShapes: readonly (readonly [name: string, shape: RegExp])[] = [
  ['a JSON web token', /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/],
  ['a token of GitHub', /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,})/],
  ['a token of GitLab', /(?<![\w-])gl(?:pat|dt|ptt|rt)-[\w-]{16,}/],
  ['a token of npm', /(?<!\w)npm_[A-Za-z0-9]{30,}/],
  ['an access key of AWS', /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/],
  ['a key of Google', /(?<![\w-])AIza[\w-]{35}/],
  ['a key of Stripe', /(?<!\w)[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  ['a token of Slack', /(?<![\w-])xox[a-z]-[\w-]{8,}/],
  ['a webhook of Slack, whose path is its password', /hooks\.slack\.com\/(?:services|workflows)\/[\w/]{8,}/],
  ['a private key', /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/],
  ['a value of an Authorization header', /(?<!\w)(?:Bearer|Basic) [A-Za-z0-9+/_=.~-]{20,}/i],
  ['an address with a password', /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s/@:?#]*:[^\s/@?#]+@/i],
];

const credentialName =
  /^(?:key|sig|pass|pwd|auth|authorization|cookie|jwt|sessid)$|(?:token|secret|password|passwd|passphrase|apikey|authkey|accesskey|privatekey|signature|credential|credentials|session|sessionid)$/;
const cookieOfReferences = /^(?:[\w.-]+=\$\{secret:[A-Z][A-Z0-9_]{0,63}\}(?:; ?|$))+$/;
const schemeAndReference = /^(?:[A-Za-z][A-Za-z-]{0,20} )?\$\{secret:[A-Z][A-Z0-9_]{0,63}\}$/;
const address = /^[a-z][a-z0-9+.-]*:\/\/\S*$/i;

const asSecretSetting =
  'send the setting as {"secret":true,"lookup":…}, and give the value to the deployment service as DEPLOYMENT_SECRET_<LOOKUP>';
const instead =
  'send a reference such as ${secret:NAME} in its place, and give the value to the services as SECRET_NAME';

/**
 * The first text in a JSON value that looks like a credential. Recorded data is stored and published permanently, so a credential
 * must be a reference.
 */
export function credentialDefect(value: unknown): CredentialDefect | undefined {
  for (const place of placesIn(value)) {
    if (typeof place.value !== 'string') continue;
    const found = foundIn(place.value, place);
    if (found !== undefined) return { path: pathTo(place), fix: `holds what looks like ${found}: ${instead}` };
    if (isOpenSetting(place)) return { path: pathTo(place), fix: `holds what looks like a secret: ${asSecretSetting}` };
  }
  return undefined;
}

/** Describes the part of an address that looks like a credential; undefined if there is none. */
export const credentialInAddress = (text: string): string | undefined => shapeIn(text) ?? partOfAddress(text);

/** Whether a value of this name (of a header, of a query parameter) is a credential. */
export const namesCredential = (name: string): boolean =>
  credentialName.test(name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));

function foundIn(text: string, { name, within }: Place): string | undefined {
  if (within?.name === 'headers' && typeof name === 'string' && namesCredential(name) && !isReferred(text)) {
    return `the credential of the header ${name.slice(0, 100)}`;
  }
  return address.test(text) ? credentialInAddress(text) : shapeIn(text);
}

/** The value of a setting of a deployment whose name says that it is a credential. */
function isOpenSetting({ name, value, within }: Place): boolean {
  const setting: unknown = within?.value;
  if (name !== 'value' || value === '' || typeof setting !== 'object' || setting === null) return false;
  return 'secret' in setting && 'name' in setting && typeof setting.name === 'string' && namesCredential(setting.name);
}

const isReferred = (text: string): boolean =>
  text === '' || schemeAndReference.test(text) || cookieOfReferences.test(text);

const shapeIn = (text: string): string | undefined => tokenShapes.find(([, shape]) => shape.test(text))?.[0];

function partOfAddress(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null) return undefined;
  if (url.username !== '' || url.password !== '') return 'a user or password in an address';
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))];
  const literal = parameters.find(([name, value]) => namesCredential(name) && !isReferred(value));
  return literal === undefined ? undefined : `the credential of the query parameter ${literal[0].slice(0, 100)}`;
}
