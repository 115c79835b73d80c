/** NOTIFY channels; each is heard within its database only. */
export const channels = {
  /** Something was appended: for the sequencer. */
  appended: 'slipway_appended',
  /** The log has grown; the payload is its size: for relays, projections and feeds. */
  log: 'slipway_log',
} as const;
