import {
  ArtifactsRefused,
  ArtifactsVerified,
  CheckPlanRecorded,
  CoverageConfirmed,
  CoverageMissing,
  DryRunFailed,
  DryRunPassed,
  FlowStarted,
  QualityEvidenceConfirmed,
  QualityEvidenceLost,
  ReleaseRevised,
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  StepStarted,
  TestsConfirmed,
  TestsMissing,
  type EventOf,
} from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectProjections, ReleaseDirectory, type Projections } from '@slipway/service-kit';
import { QualityEvaluation } from '../application/quality-evaluation.js';

const facts = [
  FlowStarted,
  ReleaseRevised,
  CheckPlanRecorded,
  StepStarted,
  QualityEvidenceConfirmed,
  QualityEvidenceLost,
  ArtifactsVerified,
  ArtifactsRefused,
  TestsConfirmed,
  TestsMissing,
  DryRunPassed,
  DryRunFailed,
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  CoverageConfirmed,
  CoverageMissing,
] as const;

/** Whatever can complete the evidence of a release, in whatever order it comes. */
@Reaction(facts, { group: 'validation.evaluate-quality' })
export class EvaluateQuality {
  constructor(
    @InjectProjections() private readonly projections: Projections,
    private readonly releases: ReleaseDirectory,
    private readonly evaluation: QualityEvaluation,
  ) {}

  async handle({ data, logIndex }: DeliveredEvent<EventOf<(typeof facts)[number]>>): Promise<void> {
    const releaseId = 'release' in data ? data.release.releaseId : data.releaseId;
    await this.projections.covered(logIndex);
    if ((await this.releases.find(releaseId)) !== undefined) await this.evaluation.evaluate(releaseId);
  }
}
