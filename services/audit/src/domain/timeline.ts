import { escaped } from '@slipway/documents';
import type { TrailEntry } from './trail-entry.js';

/** A trail as Markdown that people read: a day after the other, one line an event: who, what, where, why, with what. */
export const timelineHead = (trail: string): string =>
  `# Trail of ${trail}\n\nIn the order of the trail; times are UTC.\n`;

/** @param before the entry that the lines so far end with */
export function timelineLines(entries: readonly TrailEntry[], before?: TrailEntry): string {
  const lines = entries.flatMap((entry, at) => {
    const day = dayOf(entry);
    const last = at === 0 ? before : entries[at - 1];
    return last !== undefined && dayOf(last) === day ? [line(entry)] : [`\n## ${day}\n`, line(entry)];
  });
  return lines.map((text) => `${text}\n`).join('');
}

export const timelineTail = (count: number): string => `\n${String(count)} events.\n`;

const dayOf = ({ when }: TrailEntry): string => when.occurredAt.slice(0, 10);

function line({ position, when, what, who, service, why, evidence }: TrailEntry): string {
  const notes = [
    ...(who.id === service ? [] : [service]),
    ...(why.position === undefined ? [] : [`because of ${String(why.position)}`]),
    ...lateness(when),
  ];
  const noted = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const documents = evidence.map(({ title, href }) => ` [${escaped(title)}](${href})`).join('');
  return `- **${String(position)}** ${when.occurredAt.slice(11, 23)} **${escaped(who.id)}** ${escaped(what)}${noted}${documents}`;
}

const minute = 60_000;

/** What others reported later than it happened says so. */
function lateness({ occurredAt, recordedAt }: TrailEntry['when']): string[] {
  const late = Date.parse(recordedAt) - Date.parse(occurredAt) > minute;
  return late ? [`recorded ${recordedAt.slice(0, 19).replace('T', ' ')}`] : [];
}
