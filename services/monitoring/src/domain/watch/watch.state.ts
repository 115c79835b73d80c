import {
  AccessControlsBreached,
  AccessControlsVerified,
  BackupVerified,
  BaselineRecorded,
  CoverageConfirmed,
  CoverageMissing,
  HealthBreached,
  HealthConfirmed,
  HealthWindowRecorded,
  ImprovementsPlanned,
  PerformanceConfirmed,
  PerformanceMissed,
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
  PerformanceMissed,
  StabilityConfirmed,
  SatisfactionMeasured,
  AccessControlsVerified,
  AccessControlsBreached,
  BackupVerified,
  PostReleaseWatchStarted,
  PostReleaseWatchCompleted,
  SlaEvaluated,
  TrendsAnalysed,
  ImprovementsPlanned,
] as const;

export type WatchEvent = EventOf<(typeof watchEvents)[number]>;
type Stage = SatisfactionMeasured['data']['stage'];
export type Satisfaction = Pick<SatisfactionMeasured['data'], 'ratings' | 'satisfaction'>;

export interface OpenBreach {
  readonly target: string;
  /** End of the window that it closed. */
  readonly since?: string;
}

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
  /** Those after which neither health was confirmed nor a healthy window recorded. */
  readonly openBreaches: readonly OpenBreach[];
  /** End of the window that the last breach closed. */
  readonly breachedAt?: string;
  readonly performs: boolean;
  readonly stable: boolean;
  readonly accessVerified: boolean;
  readonly satisfaction: Readonly<Partial<Record<Stage, Satisfaction>>>;
  readonly backups: readonly string[];
  readonly postRelease: 'none' | 'running' | 'completed';
  readonly postReleaseUntil?: string;
  readonly breachesBefore: number;
  readonly improvements: readonly string[];
  /** Digest of the newest document of each output. */
}

/** Of each the newest: the others are in the trail. */
const kept = { backups: 100, improvements: 500 } as const;

export const initialWatch: WatchState = {
  coverage: { status: 'unknown', share: 0 },
  started: false,
  running: false,
  healthy: false,
  breaches: 0,
  openBreaches: [],
  performs: false,
  stable: false,
  accessVerified: false,
  satisfaction: {},
  backups: [],
  postRelease: 'none',
  breachesBefore: 0,
  improvements: [],
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
      return { healthy: true, ...closed(state) };
    case HealthWindowRecorded.type:
      return windowChange(state, event.data);
    case HealthBreached.type:
      return breachChange(state, event.data.target);
    default:
      return laterChange(state, event);
  }
}

/** Other targets: what is known of their coverage no longer holds. */
const reconfigured = (configured: WatchConfigured['data']): Partial<WatchState> => ({
  configured,
  coverage: { status: 'unknown', share: 0 },
});

/** What held before a breach must be seen again, and the watch after the release did not end with what it said. */
const breachChange = (state: WatchState, target: string): Partial<WatchState> => ({
  breaches: state.breaches + 1,
  openBreaches: [...state.openBreaches.filter((open) => open.target !== target), { target }],
  healthy: false,
  performs: false,
  stable: false,
  ...reopened(state),
});

const reopened = ({ postRelease }: WatchState): Partial<WatchState> =>
  postRelease === 'completed' ? { postRelease: 'running' } : {};

const closed = (state: WatchState): Partial<WatchState> =>
  state.openBreaches.length === 0 ? {} : { openBreaches: [], ...reopened(state) };

/** The window that a breach closed tells when the breach was; a healthy one ends the breaches. */
function windowChange(state: WatchState, { to, healthy }: HealthWindowRecorded['data']): Partial<WatchState> {
  const window = { windowTo: to, lastWindowHealthy: healthy };
  if (healthy) return { ...window, ...closed(state) };
  if (state.openBreaches.length === 0) return window;
  return { ...window, breachedAt: to, openBreaches: state.openBreaches.map((open) => ({ since: to, ...open })) };
}

function laterChange(state: WatchState, event: WatchEvent): Partial<WatchState> {
  switch (event.type) {
    case PerformanceConfirmed.type:
      return { performs: true };
    case PerformanceMissed.type:
      return { performs: false };
    case StabilityConfirmed.type:
      return { stable: true };
    case SatisfactionMeasured.type:
      return satisfactionChange(state, event.data);
    case AccessControlsVerified.type:
      return { accessVerified: true };
    case AccessControlsBreached.type:
      return { accessVerified: false };
    case BackupVerified.type:
      return { backups: [...state.backups, event.data.evidence.digest].slice(-kept.backups) };
    case PostReleaseWatchStarted.type:
      return postReleaseChange(state, event.data.until);
    case PostReleaseWatchCompleted.type:
      return { postRelease: 'completed' };
    case ImprovementsPlanned.type:
      return { improvements: [...state.improvements, ...event.data.recommendations].slice(-kept.improvements) };
    default:
      return {};
  }
}

const postReleaseChange = (state: WatchState, until: string): Partial<WatchState> => ({
  postRelease: 'running',
  postReleaseUntil: until,
  breachesBefore: state.postRelease === 'none' ? state.breaches : state.breachesBefore,
});

const satisfactionChange = (
  state: WatchState,
  { stage, ratings, satisfaction }: SatisfactionMeasured['data'],
): Partial<WatchState> => ({ satisfaction: { ...state.satisfaction, [stage]: { ratings, satisfaction } } });
