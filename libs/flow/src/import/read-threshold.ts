import type { Threshold } from '../template.js';

const ratio = /(?:≥|>=|^)\s*(\d+(?:\.\d+)?)%/;
const time = /\b(within|for) (\d+) (minutes|hours|days)\b/;
const designators: Readonly<Record<string, readonly [string, string]>> = {
  minutes: ['PT', 'M'],
  hours: ['PT', 'H'],
  days: ['P', 'D'],
};

/**
 * What a text asks for as a number: `≥99.9% uptime`, `100% of …`, `within 4 hours`, `for 24 hours`.
 * Undefined when it asks in words alone.
 */
export function readThreshold(text: string): Threshold | undefined {
  const percent = ratio.exec(text)?.[1];
  // Shifted in decimal: 99.9 / 100 is 0.9990000000000001.
  if (percent !== undefined && Number(percent) <= 100) return { atLeast: Number(`${percent}e-2`) };
  const [, relation, count = '', unit = ''] = time.exec(text) ?? [];
  const [prefix, suffix] = designators[unit] ?? [];
  if (prefix === undefined || suffix === undefined) return undefined;
  const duration = `${prefix}${count}${suffix}`;
  return relation === 'within' ? { within: duration } : { lasting: duration };
}

/** As a part of a metric or gate that is there only if the text states it. */
export function thresholdIn(text: string): { threshold?: Threshold } {
  const threshold = readThreshold(text);
  return threshold === undefined ? {} : { threshold };
}
