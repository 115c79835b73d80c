/** NOTIFY channels, without payload; each is heard within its database only. Any role that can connect can notify. */
export const channels = {
  /** Something was appended: for the sequencer. */
  appended: 'slipway_appended',
  /** The log has grown: for relays, projections and feeds. */
  log: 'slipway_log',
} as const;
