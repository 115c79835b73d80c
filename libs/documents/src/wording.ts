/** `2026-11-24 10:00:05 UTC` */
export const moment = (instant: string): string => `${instant.slice(0, 19).replace('T', ' ')} UTC`;

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** The time between two instants, in its two largest units: `2 h 5 min`, `3 s`. */
export function between(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  const parts = units.map(([name, size], at) => {
    const larger = units[at - 1]?.[1] ?? Number.POSITIVE_INFINITY;
    return [name, Math.floor((seconds % larger) / size)] as const;
  });
  const shown = parts.filter(([, count]) => count > 0).slice(0, 2);
  return shown.length === 0 ? '0 s' : shown.map(([name, count]) => `${String(count)} ${name}`).join(' ');
}

export const percent = (ratio: number): string => `${String(Math.round(ratio * 10_000) / 100)} %`;
export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
export const yesOrNo = (yes: boolean): string => (yes ? 'yes' : 'no');
