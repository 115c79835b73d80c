import {
  ApprovalLapsed,
  ApprovalObtained,
  ArtifactsRefused,
  ArtifactsVerified,
  CoverageConfirmed,
  CoverageMissing,
  DryRunFailed,
  DryRunPassed,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
  PreReleaseGateDecided,
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  TeamAssembled,
  TeamRoleAssigned,
  TestsConfirmed,
  TestsMissing,
  type DomainEvent,
} from '@slipway/contracts';
import type { FactBinding } from '@slipway/flow';

interface Contrary {
  readonly type: string;
  readonly takesBack: readonly string[];
  /** The field that says what both are about. */
  readonly about?: string;
  readonly when?: (fact: DomainEvent) => boolean;
}

/** Facts that take back what an earlier one said: of the two, the later counts. */
const contraries: readonly Contrary[] = [
  { type: ApprovalLapsed.type, takesBack: [ApprovalObtained.type] },
  { type: TeamRoleAssigned.type, takesBack: [TeamAssembled.type] },
  { type: ArtifactsRefused.type, takesBack: [ArtifactsVerified.type] },
  { type: TestsMissing.type, takesBack: [TestsConfirmed.type] },
  { type: DryRunFailed.type, takesBack: [DryRunPassed.type] },
  { type: RollbackReadinessMissing.type, takesBack: [RollbackReadinessConfirmed.type] },
  { type: CoverageMissing.type, takesBack: [CoverageConfirmed.type] },
  {
    type: PreReleaseGateDecided.type,
    takesBack: [PreReleaseGateDecided.type],
    when: (fact) => PreReleaseGateDecided.is(fact) && fact.data.verdict === 'failed',
  },
  {
    type: PostReleaseCheckFailed.type,
    takesBack: [PostReleaseCheckPassed.type, PostReleaseValidationPassed.type],
    about: 'kind',
  },
];

/** Whether the fact takes back what facts of the bound kind have said. */
export function takesBack(fact: DomainEvent, { type, where = {} }: FactBinding): boolean {
  return contraries.some(
    (contrary) =>
      contrary.type === fact.type &&
      contrary.takesBack.includes(type) &&
      (contrary.when?.(fact) ?? true) &&
      (contrary.about === undefined || isAbout(fact, contrary.about, where[contrary.about])),
  );
}

function isAbout(fact: DomainEvent, field: string, condition: NonNullable<FactBinding['where']>[string] | undefined) {
  if (condition === undefined || !('equals' in condition)) return true;
  return (fact.data as Readonly<Record<string, unknown>>)[field] === condition.equals;
}
