import type { TrailEntry } from './trail-entry.js';

/** A trail as Markdown that people read: a day after the other, one line an event. */
export function timeline(trail: string, entries: readonly TrailEntry[]): string {
  const days = Map.groupBy(entries, ({ when }) => when.occurredAt.slice(0, 10));
  const sections = [...days].map(([day, ofDay]) => `## ${day}\n\n${ofDay.map(line).join('\n')}\n`);
  return `# Trail of ${trail}\n\n${String(entries.length)} events; times are UTC.\n\n${sections.join('\n')}`;
}

function line({ position, when, what, who, service, why, evidence }: TrailEntry): string {
  const because = why.position === undefined ? '' : `, because of ${String(why.position)}`;
  const documents = evidence.map(({ title, href }) => ` [${plain(title)}](${href})`).join('');
  return `- **${String(position)}** ${when.occurredAt.slice(11, 23)} ${plain(what)}: ${who.id} (${service}${because})${documents}`;
}

/** Text of others, with nothing left in it that Markdown would take for its own. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|]/g, String.raw`\$&`);
