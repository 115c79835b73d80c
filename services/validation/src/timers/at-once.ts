/**
 * Jobs run at once and are told apart by what ordered them. A fixed moment lets a job that was ordered again,
 * by a redelivered event or a repeated command, be recognised as the one that has run.
 */
export const atOnce = '2000-01-01T00:00:00.000Z';
