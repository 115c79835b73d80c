import type { FlowItem } from '@slipway/flow';
import type { FlowRun } from '../flow/flow.state.js';
import type { Readiness } from './release.state.js';

/**
 * The report on the dependencies and entry criteria of the pinned template. A release is ready if every entry criterion
 * is met or waived, and if the steps that have begun or come next have what they need. Needs of later steps are
 * reported but not waited for, because the steps before them produce them.
 */
export function readinessOf(run: FlowRun): Omit<Readiness, 'releaseId'> {
  const due = stepsDue(run);
  const dependencies = run.template.dependencies.flatMap(({ step, items }) =>
    items.map((item) => ({ ...dependency(run, step, item), due: due.has(step) })),
  );
  const criteria = run.template.entryCriteria.map(({ id, text }) => ({ id, text, met: isMet(run, id) }));
  const missing = [
    ...criteria.filter(({ met }) => !met),
    ...dependencies.filter(({ available, due: isDue }) => isDue && !available),
  ].map(({ id, text }) => `${id}: ${text}`);
  return {
    ready: missing.length === 0,
    dependencies: dependencies.map(({ due: _, ...row }) => row),
    criteria,
    missing,
  };
}

const isMet = ({ met, waived }: FlowRun, id: string): boolean => met[id] !== undefined || waived[id] !== undefined;

function dependency({ met }: FlowRun, step: string, { id, text }: FlowItem): Readiness['dependencies'][number] {
  const by = met[id];
  const row = { id, text, step, available: by !== undefined };
  return by?.kind === 'fact' ? { ...row, by: { eventId: by.eventId, type: by.type } } : row;
}

/** The steps that have begun, and the next sequential one. */
function stepsDue({ template, steps }: FlowRun): ReadonlySet<string> {
  const begun = template.steps.filter(({ id }) => steps[id] !== 'pending');
  const next = template.steps.find(({ id, sequencing }) => sequencing === 'sequential' && steps[id] === 'pending');
  return new Set([...begun, ...(next === undefined ? [] : [next])].map(({ id }) => id));
}
