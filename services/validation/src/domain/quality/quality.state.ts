import {
  ArtifactsRefused,
  ArtifactsVerified,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  QualityEvidenceLost,
  TestsConfirmed,
  TestsMissing,
} from '@slipway/contracts';

export type QualityEvent =
  | QualityEvidenceConfirmed
  | QualityEvidenceLost
  | ArtifactsVerified
  | ArtifactsRefused
  | TestsConfirmed
  | TestsMissing
  | PreReleaseGateDecided;

export interface QualityState {
  /** Digests whose CI evidence was confirmed last, and was not lost since. */
  readonly evidenceFor: readonly string[];
  /** Digests whose bytes were verified last. */
  readonly verified: readonly string[];
  /** Digests for which the required suites were confirmed last. */
  readonly tested: readonly string[];
  /** What was last said about the required suites, so that it is not said twice. */
  readonly tests?: TestsConfirmed['data'] | TestsMissing['data'];
  readonly gate?: PreReleaseGateDecided['data'];
}

export const initialState: QualityState = { evidenceFor: [], verified: [], tested: [] };

export function evolve(state: QualityState, event: QualityEvent): QualityState {
  switch (event.type) {
    case QualityEvidenceConfirmed.type:
      return { ...state, evidenceFor: event.data.digests };
    case QualityEvidenceLost.type:
      return { ...state, evidenceFor: [] };
    case ArtifactsVerified.type:
      return { ...state, verified: event.data.artifacts.map(({ digest }) => digest) };
    case ArtifactsRefused.type:
      return { ...state, verified: state.verified.filter((digest) => digest !== event.data.expected) };
    case TestsConfirmed.type:
      return { ...state, tests: event.data, tested: event.data.digests ?? [] };
    case TestsMissing.type:
      return { ...state, tests: event.data, tested: [] };
    case PreReleaseGateDecided.type:
      return { ...state, gate: event.data };
  }
}
