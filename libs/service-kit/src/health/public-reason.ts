import { CodedError } from '@slipway/decider';

const longest = 200;
const code = /^[A-Z][A-Z0-9_]*$|^[0-9A-Z]{5}$/;

/** Addresses with or without a scheme, host:port, paths of files, and what libraries put between quotes: names of users and databases. */
const places =
  /[a-z][a-z0-9+.-]*:\/\/\S+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|[\w.-]+:\d{2,5}\b|(?:\/[\w.@-]+){2,}|"[^"]*"/gi;

/**
 * Why something does not work, for everybody: nothing of hosts, users or files, and no stack. Our own words are shown; of an
 * error of a library only its code, as its message may say what it connects to, and as whom.
 */
export function publicReason(error: unknown): string {
  if (error instanceof CodedError) return String(error.code);
  const known = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code.test(known)) return `it fails with ${known}; the log of the service says more`;
  if (!(error instanceof Error) || error.constructor !== Error) return 'it fails; the log of the service says why';
  return (error.message.split('\n')[0] ?? '').slice(0, longest).replace(places, '…');
}
