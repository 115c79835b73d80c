import { IssueResolved, IssueTriaged } from '@slipway/contracts';
import type { FlowStep } from '@slipway/flow';
import type { FlowRun } from './flow.state.js';
import type { MissingItem } from './missing.js';

/** The step that a pause or a hold keeps from starting; once all have started, the last, which is followed by the end. */
export const stoppedStep = ({ template, steps }: FlowRun): FlowStep | undefined =>
  template.steps.find(({ id }) => steps[id] === 'pending') ?? template.steps.at(-1);

/** Why nothing starts and nothing ends, whatever else there is: who can change that, and how. */
export function standstill({ status, holds, release: { releaseId } }: FlowRun): MissingItem[] {
  const held = Object.entries(holds).map(([issueId, reason]): MissingItem => ({
    id: issueId,
    text: `The flow is held: ${reason}`,
    facts: [IssueTriaged.type, IssueResolved.type],
    whoCanAct: ['support', 'release-manager'],
    how:
      `POST /issues/v1/issues/${issueId}/triage or /issues/v1/issues/${issueId}/resolution; or end the release: ` +
      `POST /planning/v1/releases/${releaseId}/abort, or /rollback once something is deployed`,
  }));
  if (status !== 'paused') return held;
  const how = `POST /planning/v1/releases/${releaseId}/resume`;
  return [{ id: 'paused', text: 'The release is paused', facts: [], whoCanAct: ['release-manager'], how }, ...held];
}
