import { eventually } from '@slipway/local';
import type { Artifact } from '../app/pack.js';
import type { OutsideSystems } from '../outside/ci.js';
import { isRefusal, type Person } from '../outside/person.js';

export interface FlowView {
  readonly status: string;
  readonly steps: Readonly<Record<string, string>>;
  readonly met: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export const castNames = ['ada', 'grace', 'linus', 'katherine', 'margaret', 'radia', 'edsger'] as const;

/** The people and systems that take part in the release of one version. */
export interface Cast {
  readonly releaseId: string;
  readonly version: string;
  readonly artifact: Artifact;
  readonly previous: Artifact;
  readonly shopUrl: string;
  readonly alertUrl: string;
  readonly people: Readonly<Record<(typeof castNames)[number], Person>>;
  readonly systems: OutsideSystems;
  readonly signal: AbortSignal;
}

const patience = 120_000;
/** Milliseconds between two looks. */
export const every = 200;

/** Waits until the condition holds for the flow. Fails after a minute or two, naming the condition. */
export function until(cast: Cast, what: string, holds: (flow: FlowView) => boolean): Promise<FlowView> {
  const { people, releaseId, signal } = cast;
  const look = async () => {
    const flow = (await people.ada.read(`/planning/v1/releases/${releaseId}/flow`)) as FlowView | undefined;
    return flow !== undefined && holds(flow) ? flow : undefined;
  };
  return eventually(look, { what, within: patience, every, fatal: isRefusal, signal });
}

export const untilStep = (cast: Cast, step: string, ...statuses: string[]) =>
  until(cast, `${step} ${statuses.join(' or ')}`, ({ steps }) => statuses.includes(steps[step] ?? ''));

export const untilMet = (cast: Cast, ...items: string[]) =>
  until(cast, `met: ${items.join(', ')}`, ({ met }) => items.every((item) => met[item] !== undefined));
