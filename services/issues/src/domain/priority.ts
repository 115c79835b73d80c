import type { Level, Priority } from '@slipway/contracts';

const rank: Readonly<Record<Level, number>> = { low: 0, medium: 1, high: 2 };
const priorities: readonly Priority[] = ['low', 'low', 'medium', 'high', 'critical'];

/** Impact times urgency, as ITIL's priority matrix has it: high and high is critical, low and low is low. */
export const priorityOf = (impact: Level, urgency: Level): Priority =>
  priorities[rank[impact] + rank[urgency]] ?? 'critical';
