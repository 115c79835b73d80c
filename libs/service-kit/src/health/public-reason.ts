import { CodedError } from '@slipway/decider';

const longest = 200;
const code = /^[A-Z][A-Z0-9_]*$|^[0-9A-Z]{5}$/;

/**
 * Addresses with or without a scheme, host:port, file paths, and quoted text of libraries: names of users and
 * databases.
 */
const places =
  /[a-z][a-z0-9+.-]*:\/\/\S+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|[\w.-]+:\d{2,5}\b|(?:\/[\w.@-]+){2,}|"[^"]*"/gi;

/**
 * Why a part does not work, for everyone: no hosts, users, files or stack traces. Own messages are shown; of an error
 * of a library only the code, because its message can name the host and the user.
 */
export function publicReason(error: unknown): string {
  if (error instanceof CodedError) return String(error.code);
  const known = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code.test(known)) return `it fails with ${known}; the log of the service says more`;
  if (!(error instanceof Error) || error.constructor !== Error) return 'it fails; the log of the service says why';
  return (error.message.split('\n')[0] ?? '').slice(0, longest).replace(places, '…');
}
