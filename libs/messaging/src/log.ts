/** What messaging says, with fields; pino's loggers have this shape. */
export interface MessagingLog {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** For metrics: every method is called at once and must not throw. */
export interface MessagingObserver {
  /** An effect is done and stored. */
  handled?(observation: { group: string; type: string; seconds: number }): void;
  retried?(observation: { group: string; type: string }): void;
  deadLettered?(observation: { group: string; topic: string; reason: string }): void;
  /** The relay had these acknowledged; `lagSeconds` is the age of the newest, from recordedAt. */
  relayed?(observation: { service: string; events: number; lagSeconds: number }): void;
  relayFailed?(observation: { service: string }): void;
  /** An event of the log could not be published, as no consumer could read it. */
  unreadable?(observation: { service: string }): void;
}
