import {
  CommandCentreOpened,
  CommunicationPrepared,
  DeploymentDocumentRecorded,
  DocumentationCompleted,
  IssuesDocumentRecorded,
  KnowledgeBaseUpdated,
  LessonsRecorded,
  MonitoringDocumentRecorded,
  PlanFinalised,
  ReadinessReported,
  ReleaseArchived,
  ReleaseSignedOff,
  RetrospectiveCompleted,
  StakeholdersNotified,
  TeamAssembled,
  TeamsCoordinated,
  UserTrainingScheduled,
  ValidationDocumentRecorded,
} from '@slipway/contracts';
import type { FactBinding } from './binding.js';

interface Recorded {
  readonly type: string;
}

const by = ({ type }: Recorded): readonly FactBinding[] => [{ type }];

/** The outputs `<step>.output-<number>` that a service creates and records. */
const recordedBy = (
  { type }: Recorded,
  step: string,
  ...numbers: readonly number[]
): Readonly<Record<string, readonly FactBinding[]>> =>
  Object.fromEntries(
    numbers.map((number) => {
      const output = `${step}.output-${String(number)}`;
      return [output, [{ type, where: { output: { equals: output } } }]] as const;
    }),
  );

/** The fact that creates each of these outputs of the base flow; people cannot attach them. */
export const baseOutputs: Readonly<Record<string, readonly FactBinding[]>> = {
  'prepare-release.output-1': by(PlanFinalised),
  'prepare-release.output-2': by(CommunicationPrepared),
  'prepare-release.output-3': by(TeamAssembled),
  ...recordedBy(DeploymentDocumentRecorded, 'prepare-release', 4),
  ...recordedBy(MonitoringDocumentRecorded, 'prepare-release', 5),
  'prepare-release.output-6': by(ReadinessReported),
  ...recordedBy(ValidationDocumentRecorded, 'validate-prerelease', 1, 2, 6),
  ...recordedBy(DeploymentDocumentRecorded, 'validate-prerelease', 3, 4),
  ...recordedBy(MonitoringDocumentRecorded, 'validate-prerelease', 5),
  'coordinate-release.output-1': by(StakeholdersNotified),
  'coordinate-release.output-2': by(TeamsCoordinated),
  'coordinate-release.output-3': by(UserTrainingScheduled),
  'coordinate-release.output-4': by(CommandCentreOpened),
  ...recordedBy(MonitoringDocumentRecorded, 'coordinate-release', 5),
  ...recordedBy(DeploymentDocumentRecorded, 'execute-deployment', 1, 2, 3, 4, 6),
  ...recordedBy(MonitoringDocumentRecorded, 'execute-deployment', 5),
  ...recordedBy(ValidationDocumentRecorded, 'validate-postrelease', 1, 2, 3, 4, 5),
  ...recordedBy(MonitoringDocumentRecorded, 'validate-postrelease', 6),
  ...recordedBy(ValidationDocumentRecorded, 'conduct-user-acceptance', 1, 2, 3, 4, 5, 6),
  ...recordedBy(MonitoringDocumentRecorded, 'verify-health', 1, 2, 3, 4, 5, 6),
  ...recordedBy(IssuesDocumentRecorded, 'manage-issues', 1, 2, 3, 4, 5, 6),
  'close-release.output-1': by(DocumentationCompleted),
  'close-release.output-2': by(KnowledgeBaseUpdated),
  'close-release.output-3': by(LessonsRecorded),
  'close-release.output-4': by(ReleaseArchived),
  'close-release.output-5': by(RetrospectiveCompleted),
  'close-release.output-6': by(ReleaseSignedOff),
  ...recordedBy(MonitoringDocumentRecorded, 'monitor-postrelease', 1, 2, 3, 4, 5, 6),
};
