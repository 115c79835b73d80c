import { ReleaseType } from '@slipway/contracts';
import { isBetween, type FlowTemplate } from '@slipway/flow';

interface Problem {
  readonly field: string;
  readonly reason: string;
}

interface Named {
  readonly field: string;
  readonly value: string;
  readonly shortest: 'PT0S' | 'PT1S';
}

const longest = 'P10Y';
/** Timers repeat by these: without a length they would never stop firing. */
const intervals: ReadonlySet<string> = new Set(['probeInterval', 'reportInterval']);

/** The lengths of time of a template that no timer or schedule could go by. */
export const unusableDurations = (flow: FlowTemplate): Problem[] =>
  durationsOf(flow)
    .filter(({ value, shortest }) => !isBetween(value, shortest, longest))
    .map(({ field, value, shortest }) => ({
      field,
      reason: `${value} is not from ${shortest} to ${longest}`,
    }));

function durationsOf({ policy, steps }: FlowTemplate): Named[] {
  const { durations, thresholds, conduct, releaseTypes } = policy;
  const { criticalIssue, criticalIssueMetric } = thresholds;
  return [
    ...named('policy.durations', durations),
    ...named('policy.thresholds', { criticalIssue, criticalIssueMetric }),
    ...named('policy.conduct.deadlines', conduct.deadlines),
    ...ReleaseType.options.flatMap((type) => {
      const { bake, watch, approvals } = releaseTypes[type];
      const { secondReviewWithin } = approvals;
      const second = secondReviewWithin === undefined ? {} : { 'approvals.secondReviewWithin': secondReviewWithin };
      return named(`policy.releaseTypes.${type}`, { bake, watch, ...second });
    }),
    ...steps.flatMap(({ id, duration }) =>
      duration.kind === 'range'
        ? named(`steps.${id}.duration`, { minimum: duration.minimum, maximum: duration.maximum })
        : [],
    ),
  ];
}

const named = (at: string, values: Readonly<Record<string, string>>): Named[] =>
  Object.entries(values).map(([name, value]) => ({
    field: `${at}.${name}`,
    value,
    shortest: intervals.has(name) ? 'PT1S' : 'PT0S',
  }));
