import {
  ArtifactsChanged,
  AuthorNamed,
  DurationOverridden,
  PlanFinalised,
  ReadinessReported,
  ReleaseProposed,
  TeamAssembled,
  TeamRoleAcknowledged,
  TeamRoleAssigned,
  WindowReached,
  WorkGivenUp,
  type ReleaseSummary,
  type TeamRole,
  type TemplateReference,
} from '@slipway/contracts';
import type { ReleaseEvent } from './release.events.js';
import type { WindowPhase } from './window-phases.js';

export type Plan = PlanFinalised['data'];
export type Readiness = ReadinessReported['data'];
export type Trouble = Omit<WorkGivenUp['data'], 'releaseId'>;

export interface TeamMember {
  readonly person: string;
  readonly acknowledged: boolean;
}

/** A proposed release: its summary, its plan, and the state of its preparation. The flow has the state of the steps. */
export interface ProposedRelease {
  readonly status: 'proposed';
  /** The current summary: with changed artifacts, overridden durations and the planned window. */
  readonly summary: ReleaseSummary;
  readonly template: TemplateReference;
  readonly reviewedBy: readonly string[];
  readonly plan?: Plan;
  readonly team: Readonly<Partial<Record<TeamRole, TeamMember>>>;
  readonly assembled: boolean;
  /** The phases of the planned window that have come. */
  readonly reached: readonly WindowPhase[];
  readonly readiness?: Readiness;
  /** The person who named the author. */
  readonly authorNamedBy?: string;
  /** Absent for the built-in template. */
  readonly templatePublishedBy?: string;
  /** What a service could not do for the release, and gave up: the newest of it. */
  readonly troubles: readonly Trouble[];
}

export type ReleaseState = { readonly status: 'none' } | ProposedRelease;

export const isProposed = (state: ReleaseState): state is ProposedRelease => state.status === 'proposed';

/** How many of them are enough. */
const keptTroubles = 100;

export const initialState: ReleaseState = { status: 'none' };

export function evolve(state: ReleaseState, event: ReleaseEvent): ReleaseState {
  if (event.type === ReleaseProposed.type) return proposed(event);
  return isProposed(state) ? evolveProposed(state, event) : state;
}

function proposed({ data }: ReleaseProposed): ProposedRelease {
  const { template, reviewedBy, templatePublishedBy, ...summary } = data;
  return {
    status: 'proposed',
    summary,
    template,
    reviewedBy,
    team: {},
    assembled: false,
    reached: [],
    troubles: [],
    ...(templatePublishedBy === undefined ? {} : { templatePublishedBy }),
  };
}

function evolveProposed(release: ProposedRelease, event: ReleaseEvent): ProposedRelease {
  const { summary, team } = release;
  switch (event.type) {
    case ArtifactsChanged.type:
      return { ...release, summary: { ...summary, artifacts: event.data.artifacts } };
    case DurationOverridden.type:
      return { ...release, summary: withDuration(summary, event.data) };
    case PlanFinalised.type:
      return { ...release, plan: event.data, summary: { ...summary, window: event.data.window }, reached: [] };
    case TeamRoleAssigned.type:
      return { ...release, team: { ...team, ...member(event, false) }, assembled: false };
    case TeamRoleAcknowledged.type:
      return { ...release, team: { ...team, ...member(event, true) } };
    case TeamAssembled.type:
      return { ...release, assembled: true };
    case WindowReached.type:
      return { ...release, reached: [...release.reached, event.data.phase] };
    case ReadinessReported.type:
      return { ...release, readiness: event.data };
    case AuthorNamed.type: {
      const { author, by } = event.data;
      return { ...release, summary: { ...summary, author, authorKnown: true }, authorNamedBy: by };
    }
    case WorkGivenUp.type: {
      const { releaseId: _, ...trouble } = event.data;
      return { ...release, troubles: [...release.troubles, trouble].slice(-keptTroubles) };
    }
    default:
      return release;
  }
}

const member = ({ data: { role, person } }: TeamRoleAssigned | TeamRoleAcknowledged, acknowledged: boolean) => ({
  [role]: { person, acknowledged },
});

function withDuration(summary: ReleaseSummary, { duration, to }: DurationOverridden['data']): ReleaseSummary {
  const { policy } = summary;
  return { ...summary, policy: { ...policy, durations: { ...policy.durations, [duration]: to } } };
}
