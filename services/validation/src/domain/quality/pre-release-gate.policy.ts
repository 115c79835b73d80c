import { sameDigests } from '@slipway/contracts';

/** What the gate before the release looks at, in the order of the actions of its step. */
export const gateSubjects = ['artifacts', 'tests', 'dry-run', 'rollback', 'coverage'] as const;
export type GateSubject = (typeof gateSubjects)[number];

/** The latest fact about one subject. */
export interface GateInput {
  readonly subject: GateSubject;
  readonly eventId: string;
  readonly type: string;
  /** `refused` decides the gate against the release; `missing` may still come. */
  readonly says: 'confirmed' | 'missing' | 'refused';
  /** The artifacts that it speaks of, where it speaks of artifacts. */
  readonly digests?: readonly string[];
}

export interface GateVerdict {
  readonly verdict: 'passed' | 'failed';
  /** The facts that it rests on. */
  readonly inputs: readonly { readonly eventId: string; readonly type: string }[];
}

/** A pure function of recorded facts, so that any past verdict can be computed again. Nothing while facts are missing. */
export function preReleaseGate(inputs: readonly GateInput[]): GateVerdict | undefined {
  const known = gateSubjects.flatMap((subject) => inputs.filter((input) => input.subject === subject).slice(0, 1));
  const refused = known.filter(({ says }) => says === 'refused');
  if (refused.length > 0) return { verdict: 'failed', inputs: refused.map(named) };
  const confirmed = known.filter(({ says }) => says === 'confirmed');
  return confirmed.length === gateSubjects.length ? { verdict: 'passed', inputs: confirmed.map(named) } : undefined;
}

/** What was found out about artifacts that were replaced, good or bad, says nothing about these. */
export const inputsAbout = (digests: readonly string[], inputs: readonly GateInput[]): readonly GateInput[] =>
  inputs.filter((input) => !ofArtifacts.includes(input.subject) || speaksOf(digests, input));

const ofArtifacts: readonly GateSubject[] = ['artifacts', 'tests'];

/** A confirmation is about all artifacts together, a refusal about one of them. */
const speaksOf = (digests: readonly string[], { says, digests: named = [] }: GateInput): boolean =>
  says === 'refused' ? named.some((each) => digests.includes(each)) : sameDigests(named, digests);

const named = ({ eventId, type }: GateInput) => ({ eventId, type });
