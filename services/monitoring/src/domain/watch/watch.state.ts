import {
  AccessControlsVerified,
  BackupVerified,
  BaselineRecorded,
  CoverageConfirmed,
  CoverageMissing,
  HealthBreached,
  HealthConfirmed,
  HealthWindowRecorded,
  ImprovementsPlanned,
  MonitoringDocumentRecorded,
  PerformanceConfirmed,
  PostReleaseWatchCompleted,
  PostReleaseWatchStarted,
  SatisfactionMeasured,
  SlaEvaluated,
  StabilityConfirmed,
  SystemRunning,
  TrendsAnalysed,
  WatchConfigured,
  WatchStarted,
  type EventOf,
  type Measurements,
} from '@slipway/contracts';

/** Every fact of a watch. */
export const watchEvents = [
  WatchConfigured,
  WatchStarted,
  CoverageConfirmed,
  CoverageMissing,
  SystemRunning,
  BaselineRecorded,
  HealthConfirmed,
  HealthWindowRecorded,
  HealthBreached,
  PerformanceConfirmed,
  StabilityConfirmed,
  SatisfactionMeasured,
  AccessControlsVerified,
  BackupVerified,
  PostReleaseWatchStarted,
  PostReleaseWatchCompleted,
  SlaEvaluated,
  TrendsAnalysed,
  ImprovementsPlanned,
  MonitoringDocumentRecorded,
] as const;

export type WatchEvent = EventOf<(typeof watchEvents)[number]>;
type Stage = SatisfactionMeasured['data']['stage'];

/** What has been said of a release's watch so far. */
export interface WatchState {
  readonly configured?: WatchConfigured['data'];
  readonly started: boolean;
  readonly coverage: {
    readonly status: 'unknown' | 'confirmed' | 'missing';
    readonly share: number;
    readonly reason?: string;
  };
  readonly running: boolean;
  readonly baseline?: Measurements;
  readonly healthy: boolean;
  /** End of the last recorded window. */
  readonly windowTo?: string;
  readonly lastWindowHealthy?: boolean;
  readonly breaches: number;
  /** A breach was found, and no healthy window recorded since. */
  readonly breachOpen: boolean;
  /** End of the window that the last breach closed. */
  readonly breachedAt?: string;
  readonly performs: boolean;
  readonly stable: boolean;
  readonly accessVerified: boolean;
  readonly satisfaction: Readonly<Partial<Record<Stage, number>>>;
  readonly backups: readonly string[];
  readonly postRelease: 'none' | 'running' | 'completed';
  readonly postReleaseUntil?: string;
  readonly breachesBefore: number;
  readonly improvements: readonly string[];
  /** Digest of the newest document of each output. */
  readonly documents: Readonly<Record<string, string>>;
}

export const initialWatch: WatchState = {
  coverage: { status: 'unknown', share: 0 },
  started: false,
  running: false,
  healthy: false,
  breaches: 0,
  breachOpen: false,
  performs: false,
  stable: false,
  accessVerified: false,
  satisfaction: {},
  backups: [],
  postRelease: 'none',
  breachesBefore: 0,
  improvements: [],
  documents: {},
};

export function evolve(state: WatchState, event: WatchEvent): WatchState {
  return { ...state, ...changeBy(state, event) };
}

function changeBy(state: WatchState, event: WatchEvent): Partial<WatchState> {
  switch (event.type) {
    case WatchConfigured.type:
      return reconfigured(event.data);
    case WatchStarted.type:
      return { started: true };
    case CoverageConfirmed.type:
      return { coverage: { status: 'confirmed', share: event.data.coverage } };
    case CoverageMissing.type:
      return { coverage: { status: 'missing', share: event.data.coverage, reason: event.data.reason } };
    case SystemRunning.type:
      return { running: true };
    case BaselineRecorded.type:
      return { baseline: event.data.baseline };
    case HealthConfirmed.type:
      return { healthy: true };
    case HealthWindowRecorded.type:
      return windowChange(state, event.data);
    case HealthBreached.type:
      return { breaches: state.breaches + 1, breachOpen: true };
    default:
      return laterChange(state, event);
  }
}

/** Other targets: what is known of their coverage no longer holds. */
const reconfigured = (configured: WatchConfigured['data']): Partial<WatchState> => ({
  configured,
  coverage: { status: 'unknown', share: 0 },
});

/** The window that a breach closed tells when the breach was. */
function windowChange(state: WatchState, { to, healthy }: HealthWindowRecorded['data']): Partial<WatchState> {
  const window = { windowTo: to, lastWindowHealthy: healthy };
  if (healthy) return { ...window, breachOpen: false };
  return state.breachOpen ? { ...window, breachedAt: to } : window;
}

function laterChange(state: WatchState, event: WatchEvent): Partial<WatchState> {
  switch (event.type) {
    case PerformanceConfirmed.type:
      return { performs: true };
    case StabilityConfirmed.type:
      return { stable: true };
    case SatisfactionMeasured.type:
      return { satisfaction: { ...state.satisfaction, [event.data.stage]: event.data.satisfaction } };
    case AccessControlsVerified.type:
      return { accessVerified: true };
    case BackupVerified.type:
      return { backups: [...state.backups, event.data.evidence.digest] };
    case PostReleaseWatchStarted.type:
      return postReleaseChange(state, event.data.until);
    case PostReleaseWatchCompleted.type:
      return { postRelease: 'completed' };
    case ImprovementsPlanned.type:
      return { improvements: [...state.improvements, ...event.data.recommendations] };
    case MonitoringDocumentRecorded.type:
      return { documents: { ...state.documents, [event.data.output]: event.data.evidence.digest } };
    default:
      return {};
  }
}

const postReleaseChange = (state: WatchState, until: string): Partial<WatchState> => ({
  postRelease: 'running',
  postReleaseUntil: until,
  breachesBefore: state.postRelease === 'none' ? state.breaches : state.breachesBefore,
});
