import {
  AcceptanceTestsCompleted,
  ApprovalObtained,
  ApprovalRequested,
  CriterionWaived,
  DeploymentSucceeded,
  FeedbackCollected,
  GateDecided,
  GateWaived,
  IssueRaised,
  IssueResolved,
  IssueSlaBreached,
  IssueTriaged,
  NotificationDelivered,
  NotificationFailed,
  PhaseVerified,
  ReleasePaused,
  ReleaseProposed,
  SatisfactionMeasured,
  StabilityConfirmed,
  StepBlocked,
  StepCompleted,
  StepStarted,
  type DomainEvent,
  type EventDefinition,
  type EventOf,
  type ReleaseSummary,
} from '@slipway/contracts';
import {
  between,
  documentOf,
  list,
  markdownOf,
  moment,
  paragraph,
  percent,
  section,
  table,
  titleOf,
  type Document,
} from '@slipway/documents';

/** An event of the release's trail, as far as looking back needs it. */
export interface TrailEvent extends DomainEvent {
  readonly occurredAt: string;
}

type Row = readonly string[];

/** Nobody reads a longer table: of each the newest rows, and how many there are before them. */
const shownRows = 200;

const shown = (rows: readonly Row[]): Row[] =>
  rows.length <= shownRows
    ? [...rows]
    : [[`${String(rows.length - shownRows)} earlier are not shown`], ...rows.slice(-shownRows)];

/** What the trail has to say about how the release went: the draft that people complete. */
export function retrospectiveDraft(trail: readonly TrailEvent[], release: ReleaseSummary): Document {
  return documentOf('Retrospective', release, [
    paragraph(`Drafted from ${trail.length} events of the trail.`),
    ...section('Timeline', table(['Step', 'Started', 'Completed', 'Took'], shown(stepRows(trail)))),
    ...section('Waits', table(['For', 'Waited'], shown(waitRows(trail)))),
    ...section('Gates', table(['Gate', 'Verdict', 'At'], shown(gateRows(trail)))),
    ...section('Issues', table(['Issue', 'Title', 'Priority', 'Resolved'], shown(issueRows(trail)))),
    ...section('Metrics', table(['Metric', 'Value'], metricRows(trail))),
  ]);
}

/** The draft, with what people add to it. */
export function completedRetrospective(
  draft: string,
  { participants, notes }: { readonly participants: readonly string[]; readonly notes: string },
  release: ReleaseSummary,
): Document {
  const added = [
    ...section('Participants', list(participants)),
    ...section('Notes', ...notes.split(/\n{2,}/).map((text) => paragraph(text))),
  ];
  return { title: titleOf('Retrospective', release), text: `${draft.trimEnd()}\n\n${markdownOf(added)}` };
}

interface Found<Definition extends EventDefinition> {
  readonly data: EventOf<Definition>['data'];
  readonly occurredAt: string;
}

/** Checked, since a trail may hold events of older versions, which then are passed over. */
function found<Definition extends EventDefinition>(
  trail: readonly TrailEvent[],
  definition: Definition,
): Found<Definition>[] {
  return trail.flatMap(({ type, data, occurredAt }) => {
    if (type !== definition.type) return [];
    const checked = definition.data.safeParse(data);
    return checked.success ? [{ data: checked.data, occurredAt }] : [];
  });
}

function stepRows(trail: readonly TrailEvent[]): Row[] {
  const completed = found(trail, StepCompleted);
  return found(trail, StepStarted).map(({ data: { step }, occurredAt: started }) => {
    const end = completed.find(({ data }) => data.step === step.id)?.occurredAt;
    const ended = end === undefined ? ['going on', ''] : [moment(end), between(started, end)];
    return [step.title, moment(started), ...ended];
  });
}

function waitRows(trail: readonly TrailEvent[]): Row[] {
  const proposed = found(trail, ReleaseProposed)[0]?.occurredAt;
  const requested = found(trail, ApprovalRequested)[0]?.occurredAt;
  const obtained = found(trail, ApprovalObtained).at(-1)?.occurredAt;
  const started = found(trail, StepStarted);
  const approval =
    requested !== undefined && obtained !== undefined ? [['approval', between(requested, obtained)]] : [];
  const first = started[0];
  const beginning =
    proposed !== undefined && first !== undefined
      ? [[`the first step, ${first.data.step.title}`, between(proposed, first.occurredAt)]]
      : [];
  return [...approval, ...beginning, ...waitsBetween(trail, started), ...interruptions(trail)];
}

/** From the completion of a step to the start of the next. */
function waitsBetween(trail: readonly TrailEvent[], started: readonly Found<typeof StepStarted>[]): Row[] {
  return found(trail, StepCompleted).flatMap(({ occurredAt: end }) => {
    const next = started.find(({ occurredAt }) => occurredAt >= end);
    return next === undefined ? [] : [[next.data.step.title, between(end, next.occurredAt)]];
  });
}

function interruptions(trail: readonly TrailEvent[]): Row[] {
  return [
    ...found(trail, StepBlocked).map(({ data }) => [
      `${data.step}, blocked by ${data.missing.map(({ text }) => text).join(', ')}`,
      '',
    ]),
    ...found(trail, ReleasePaused).map(({ data }) => [`a pause: ${data.reason}`, '']),
  ];
}

function gateRows(trail: readonly TrailEvent[]): Row[] {
  return [
    ...found(trail, GateDecided).map(({ data, occurredAt }) => [data.name, data.verdict, moment(occurredAt)]),
    ...found(trail, GateWaived).map(({ data, occurredAt }) => [
      data.gate,
      `waived: ${data.reason}`,
      moment(occurredAt),
    ]),
    ...found(trail, CriterionWaived).map(({ data, occurredAt }) => [
      data.criterion,
      `waived: ${data.reason}`,
      moment(occurredAt),
    ]),
  ];
}

function issueRows(trail: readonly TrailEvent[]): Row[] {
  // By issue: there may be thousands of each.
  const priorities = new Map(found(trail, IssueTriaged).map(({ data }) => [data.issueId, data.priority]));
  const ends = new Map(found(trail, IssueResolved).map(({ data, occurredAt }) => [data.issueId, occurredAt]));
  return found(trail, IssueRaised).map(({ data: { issueId, title }, occurredAt }) => {
    const [priority, end] = [priorities.get(issueId), ends.get(issueId)];
    return [issueId, title, priority ?? 'not triaged', end === undefined ? 'no' : `after ${between(occurredAt, end)}`];
  });
}

function metricRows(trail: readonly TrailEvent[]): Row[] {
  const count = (definition: EventDefinition) => String(found(trail, definition).length);
  const ratio = (name: string, value: number | undefined): Row[] =>
    value === undefined ? [] : [[name, percent(value)]];
  const [proposed, deployed] = [found(trail, ReleaseProposed)[0], found(trail, DeploymentSucceeded).at(-1)];
  const leadTime =
    proposed === undefined || deployed === undefined
      ? []
      : [['From proposal to deployment', between(proposed.occurredAt, deployed.occurredAt)]];
  return [
    ...leadTime,
    ['Phases verified', count(PhaseVerified)],
    ['Stability windows confirmed', count(StabilityConfirmed)],
    ...ratio('Acceptance', found(trail, AcceptanceTestsCompleted).at(-1)?.data.ratio),
    ...ratio('Satisfaction in feedback', found(trail, FeedbackCollected).at(-1)?.data.satisfaction),
    ...ratio('Satisfaction in use', found(trail, SatisfactionMeasured).at(-1)?.data.satisfaction),
    ['Issues raised', count(IssueRaised)],
    ['Deadlines missed', count(IssueSlaBreached)],
    ['Notifications delivered', count(NotificationDelivered)],
    ['Notifications failed', count(NotificationFailed)],
  ];
}
