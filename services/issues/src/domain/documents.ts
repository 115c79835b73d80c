import { IssuesDocumentRecorded } from '@slipway/contracts';
import {
  paragraph,
  recordedDocuments,
  standingDocument,
  table,
  type Block,
  type DocumentContext,
  type DocumentRule,
} from '@slipway/documents';
import { deadlineNow, type Issue } from './issue.js';

/** The newest issues of a release, and how many there are. */
export interface NewestIssues {
  readonly issues: readonly Issue[];
  readonly raised: number;
}

export interface IssuesContext extends DocumentContext, NewestIssues {
  readonly releaseId: string;
}

export const documents = recordedDocuments('issues', IssuesDocumentRecorded);

type Row = readonly (string | undefined)[];

/** One row for each issue. Each document shows the issues as they stand. */
const issueTable = (number: number, subject: string, columns: readonly string[], row: (issue: Issue) => Row) =>
  standingDocument(`manage-issues.output-${number}`, subject, [], (context: IssuesContext) => [
    tableOf(context.issues, columns, row),
    ...earlierIssues(context),
  ]);

/** The outputs that issues makes. A timer writes them after a review. */
export const documentRules: readonly DocumentRule<IssuesContext>[] = [
  issueTable(
    1,
    'Issue tracking and categorisation',
    ['Issue', 'Title', 'Source', 'Category', 'Status'],
    ({ raised, triaged, resolved }) => [
      raised.issueId,
      raised.title,
      raised.source.kind,
      triaged?.category,
      resolved === undefined ? 'open' : 'resolved',
    ],
  ),
  issueTable(2, 'Issue prioritisation', ['Issue', 'Impact', 'Urgency', 'Priority', 'Deadline'], (issue) => [
    issue.raised.issueId,
    issue.triaged?.impact,
    issue.triaged?.urgency,
    issue.triaged?.priority ?? 'critical until triaged',
    deadlineNow(issue) ?? 'none',
  ]),
  issueTable(3, 'Hotfix documentation', ['Issue', 'Hotfix requested because'], ({ raised, hotfix }) => [
    raised.issueId,
    hotfix?.reason ?? 'no hotfix',
  ]),
  issueTable(4, 'Fix planning and scheduling', ['Issue', 'Plan', 'Planned for'], ({ raised, planned }) => [
    raised.issueId,
    planned?.plan,
    planned?.plannedFor,
  ]),
  issueTable(5, 'Issue communication records', ['Issue', 'Notices'], ({ raised, told }) => [
    raised.issueId,
    told.map(({ status, channel, receipt }) => `${status} by ${channel} (${receipt})`).join('; '),
  ]),
  issueTable(6, 'Resolution documentation', ['Issue', 'Resolution', 'In time', 'Evidence'], ({ raised, resolved }) => [
    raised.issueId,
    resolved?.resolution,
    resolved === undefined ? undefined : String(resolved.inTime),
    resolved?.evidence.map(({ digest }) => digest).join(' '),
  ]),
];

function tableOf(issues: readonly Issue[], columns: readonly string[], row: (issue: Issue) => Row): Block {
  if (issues.length === 0) return paragraph('No issue was raised.');
  return table(
    columns,
    issues.map((issue) => row(issue).map((cell) => cell ?? 'not yet')),
  );
}

function earlierIssues({ releaseId, raised, issues }: IssuesContext): Block[] {
  const count = raised - issues.length;
  if (count <= 0) return [];
  const all = `GET /issues/v1/releases/${releaseId}/issues lists all`;
  return [paragraph(`${count} earlier issues are not in this table: ${all}.`)];
}
