/**
 * These jobs run at once, and their cause identifies them. With a fixed time, a job that is ordered again, by a
 * redelivered event or a repeated command, is recognised as the one that has run.
 */
export const atOnce = '2000-01-01T00:00:00.000Z';
