import { sameDigests } from '@slipway/contracts';

/** What the gate before the release looks at: the evidence of CI, then the actions of its step in their order. */
export const gateSubjects = ['evidence', 'artifacts', 'tests', 'dry-run', 'rollback', 'coverage'] as const;
export type GateSubject = (typeof gateSubjects)[number];

/** The latest fact about one subject; one for each artifact that was refused. */
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

/**
 * A pure function of recorded facts, so that any past verdict can be computed again. While facts are missing, there is
 * no verdict; but a gate that has passed fails when a fact is lost, because it depended on that fact.
 */
export function preReleaseGate(
  inputs: readonly GateInput[],
  { passedBefore }: { readonly passedBefore: boolean },
): GateVerdict | undefined {
  const known = gateSubjects.flatMap((subject) => inputs.filter((input) => input.subject === subject));
  const refused = known.filter(({ says }) => says === 'refused');
  const missing = known.filter(({ says }) => says === 'missing');
  if (refused.length > 0) return failed([...refused, ...missing]);
  if (missing.length > 0) return passedBefore ? failed(missing) : undefined;
  const confirmed = gateSubjects.every((subject) => known.some((input) => input.subject === subject));
  return confirmed ? { verdict: 'passed', inputs: known.map(named) } : undefined;
}

/** A result about replaced artifacts, good or bad, does not apply to the current ones. */
export const inputsAbout = (digests: readonly string[], inputs: readonly GateInput[]): readonly GateInput[] =>
  inputs.filter((input) => !ofArtifacts.includes(input.subject) || speaksOf(digests, input));

const ofArtifacts: readonly GateSubject[] = ['evidence', 'artifacts', 'tests'];

/** A confirmation is about all artifacts together, any other result about those that it names. */
const speaksOf = (digests: readonly string[], { says, digests: named = [] }: GateInput): boolean =>
  says === 'confirmed' ? sameDigests(named, digests) : named.some((each) => digests.includes(each));

const failed = (inputs: readonly GateInput[]): GateVerdict => ({ verdict: 'failed', inputs: inputs.map(named) });

const named = ({ eventId, type }: GateInput) => ({ eventId, type });
