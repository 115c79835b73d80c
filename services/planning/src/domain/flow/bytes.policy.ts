import {
  ApprovalLapsed,
  ApprovalObtained,
  ArtifactsVerified,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  TestsConfirmed,
  type DomainEvent,
  type EventDefinition,
  type EventOf,
} from '@slipway/contracts';
import { digestsOf, sameDigests } from '../digests.js';

type Digests = readonly string[];

interface Proof {
  readonly type: string;
  digestsIn(fact: DomainEvent): Digests | undefined;
}

/** Facts that prove something of the bytes of a release: they count for the bytes that they name, and for no others. */
const proofs: readonly Proof[] = [
  proof(ApprovalObtained, ({ digests }) => digests),
  proof(QualityEvidenceConfirmed, ({ digests }) => digests),
  proof(ArtifactsVerified, ({ artifacts }) => digestsOf(artifacts)),
  proof(TestsConfirmed, ({ digests }) => digests),
  proof(PreReleaseGateDecided, ({ digests }) => digests),
];

function proof<Definition extends EventDefinition>(
  definition: Definition,
  digestsIn: (data: EventOf<Definition>['data']) => Digests | undefined,
): Proof {
  return { type: definition.type, digestsIn: ({ data }) => digestsIn(data) };
}

export const provesBytes = (type: string): boolean => proofs.some((each) => each.type === type);

/** The digests of the artifacts that the fact speaks of; nothing when it speaks of none. */
export const bytesIn = (fact: DomainEvent): Digests | undefined =>
  proofs.find(({ type }) => type === fact.type)?.digestsIn(fact);

/** Of the facts of a trail, in its order, those that prove something of just these bytes. A lapsed approval proves nothing. */
export function proofsOf<Fact extends DomainEvent>(facts: readonly Fact[], bytes: Digests): Fact[] {
  const lapse = facts.findLastIndex(({ type }) => type === ApprovalLapsed.type);
  return facts.filter((fact, at) => {
    const named = bytesIn(fact);
    return named !== undefined && sameDigests(named, bytes) && !(ApprovalObtained.is(fact) && at < lapse);
  });
}
