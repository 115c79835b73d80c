/**
 * The text of whatever was thrown: its message, or itself as a string. Errors of another realm, as those of Node are in a
 * test, are no `instanceof Error`, but have a message.
 */
export function textOf(thrown: unknown): string {
  const message = typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : undefined;
  return typeof message === 'string' ? message : String(thrown);
}

/** That text behind the name of the error, as in `TypeError: no such thing`. */
export const namedTextOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
