import { table } from '@slipway/flow';
import { deadlineNow, type Issue } from './issue.js';

const step = 'manage-issues';

interface DocumentKind {
  readonly output: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly row: (issue: Issue) => readonly (string | undefined)[];
}

/** What the desk writes for the outputs of its step, from nothing but its own facts. */
const kinds: readonly DocumentKind[] = [
  {
    output: `${step}.output-1`,
    title: 'Issue tracking and categorisation',
    columns: ['Issue', 'Title', 'Source', 'Category', 'Status'],
    row: ({ raised, triaged, resolved }) => [
      raised.issueId,
      raised.title,
      raised.source.kind,
      triaged?.category,
      resolved === undefined ? 'open' : 'resolved',
    ],
  },
  {
    output: `${step}.output-2`,
    title: 'Issue prioritisation',
    columns: ['Issue', 'Impact', 'Urgency', 'Priority', 'Deadline'],
    row: (issue) => [
      issue.raised.issueId,
      issue.triaged?.impact,
      issue.triaged?.urgency,
      issue.triaged?.priority ?? 'critical until triaged',
      deadlineNow(issue) ?? 'none',
    ],
  },
  {
    output: `${step}.output-3`,
    title: 'Hotfix documentation',
    columns: ['Issue', 'Hotfix requested because'],
    row: ({ raised, hotfix }) => [raised.issueId, hotfix?.reason ?? 'no hotfix'],
  },
  {
    output: `${step}.output-4`,
    title: 'Fix planning and scheduling',
    columns: ['Issue', 'Plan', 'Planned for'],
    row: ({ raised, planned }) => [raised.issueId, planned?.plan, planned?.plannedFor],
  },
  {
    output: `${step}.output-5`,
    title: 'Issue communication records',
    columns: ['Issue', 'Told'],
    row: ({ raised, told }) => [
      raised.issueId,
      told.map(({ status, channel, receipt }) => `${status} by ${channel} (${receipt})`).join('; '),
    ],
  },
  {
    output: `${step}.output-6`,
    title: 'Resolution documentation',
    columns: ['Issue', 'Resolution', 'In time', 'Evidence'],
    row: ({ raised, resolved }) => [
      raised.issueId,
      resolved?.resolution,
      resolved === undefined ? undefined : String(resolved.inTime),
      resolved?.evidence.map(({ digest }) => digest).join(' '),
    ],
  },
];

export interface DeskDocument {
  readonly step: string;
  readonly output: string;
  readonly title: string;
  readonly markdown: string;
}

/** The newest issues of a release, and how many there are. */
export interface NewestIssues {
  readonly issues: readonly Issue[];
  readonly raised: number;
}

/** The documents of a release's issues as they stand; a release without issues says so in each. */
export function documentsOf(releaseId: string, { issues, raised }: NewestIssues): DeskDocument[] {
  const earlier = raised > issues.length ? `\n\n${earlierIssues(releaseId, raised - issues.length)}` : '';
  return kinds.map(({ output, title, columns, row }) => {
    const rows = issues.map((issue) => row(issue).map((cell) => cell ?? 'not yet'));
    const body = rows.length === 0 ? 'No issue was raised.' : table(columns, rows);
    return { step, output, title, markdown: `# ${title}\n\nRelease ${releaseId}\n\n${body}${earlier}\n` };
  });
}

const earlierIssues = (releaseId: string, count: number): string =>
  `${String(count)} earlier issues are not in this table: GET /issues/v1/releases/${releaseId}/issues lists all.`;
