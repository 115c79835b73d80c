import type { FlowStep, FlowTemplate } from '@slipway/flow';

interface Recorded {
  readonly type: string;
}

const itemsOf = ({ actions, outputs }: FlowStep) => [...actions, ...outputs];

/** The actions and outputs of the template that wait for one of these facts. */
export const waitingFor = ({ steps }: FlowTemplate, facts: readonly Recorded[]): string[] =>
  steps
    .flatMap(itemsOf)
    .filter((item) => item.facts?.some(({ type }) => facts.some((fact) => fact.type === type)) === true)
    .map(({ id }) => id);

/** What to do about items that nothing will fulfil. */
export const askForWaiver = (releaseId: string, items: readonly string[]): string =>
  `have a release manager who is not the author send POST /planning/v1/releases/${releaseId}/exceptions ` +
  JSON.stringify({ kind: 'waiver', items, reason: '…' });
