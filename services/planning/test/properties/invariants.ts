import * as c from '@slipway/contracts';
import { canonicalIdentity, digestsOf, sameDigests, type DomainEvent, type EventDefinition } from '@slipway/contracts';
import type { FlowRun } from '../../src/domain/flow/flow.state.js';
import type { ReleaseUnderPlay } from './release-under-play.js';

interface Loose {
  readonly digests?: readonly string[];
  readonly environment?: string;
  readonly phase?: string;
  readonly kind?: string;
  readonly coverage?: number;
  readonly criticalErrors?: number;
  readonly ratio?: number;
  readonly uptime?: number;
  readonly performanceMet?: boolean;
  readonly stage?: string;
  readonly satisfaction?: number;
  readonly breaches?: number;
  readonly openCritical?: number;
  readonly issueId?: string;
  readonly priority?: string;
  readonly approver?: string;
  readonly reviewer?: string;
  readonly owner?: string;
  readonly by?: string;
  readonly person?: string;
  readonly role?: string;
}

type Test = (data: Loose) => boolean;
const any: Test = () => true;

/** The facts shown to a release, and what their last word is. */
class History {
  constructor(private readonly facts: readonly DomainEvent[]) {}

  /** Whether the last fact that says yes came after the last that says no. */
  says(yes: EventDefinition, when: Test, ...no: readonly (readonly [EventDefinition, Test])[]): boolean {
    const at = this.last(yes, when);
    return at >= 0 && no.every(([definition, test]) => this.last(definition, test) < at);
  }

  /** Whether the last fact of a kind is as it must be. */
  lastIs(definition: EventDefinition, about: Test, holds: Test): boolean {
    const at = this.last(definition, about);
    return at >= 0 && holds(this.facts[at]?.data ?? {});
  }

  of(definition: EventDefinition): Loose[] {
    return this.facts.filter(definition.is).map(({ data }) => data as Loose);
  }

  private last(definition: EventDefinition, test: Test): number {
    return this.facts.findLastIndex((fact) => definition.is(fact) && test(fact.data as Loose));
  }
}

const attested = ({ met }: FlowRun, id: string): boolean => met[id]?.kind === 'attestation';

/** What is wrong with a release that ended `[rl]`: nothing when it deserves it. */
export function undeserved({ run, shown }: ReleaseUnderPlay): string[] {
  const history = new History(shown);
  const untrue = [...Object.entries(criteria(history, run)), ...Object.entries(gates(history))]
    .filter(([, holds]) => !holds)
    .map(([id]) => `${id} does not hold`);
  return [...untrue, ...excepted(run), ...wrongHats(history, run), ...openIssues(history)];
}

function criteria(history: History, run: FlowRun): Record<string, boolean> {
  const { environment } = run.release;
  const ofThese: Test = ({ digests = [] }) => sameDigests(digests, digestsOf(run.release.artifacts));
  return {
    'entry-1': history.says(c.ReviewCompleted, any),
    'entry-2': history.says(c.ApprovalObtained, ofThese, [c.ApprovalLapsed, any], [c.ApprovalWithdrawn, any]),
    'second-review':
      run.release.policy.secondReviewWithin === undefined ||
      history.says(c.SecondReviewGiven, ofThese, [c.ApprovalLapsed, any], [c.ApprovalWithdrawn, any]),
    'entry-3': history.says(c.QualityEvidenceConfirmed, ofThese, [c.QualityEvidenceLost, any]),
    'entry-4': attested(run, 'entry-4'),
    'entry-5':
      attested(run, 'entry-5') ||
      history.says(c.EnvironmentPrepared, (data) => data.environment === environment, [c.EnvironmentLost, any]),
    'entry-6': history.says(c.TeamAssembled, any, [c.TeamRoleAssigned, any]),
    'exit-1': history.says(c.DeploymentSucceeded, any, [c.RollbackStarted, any]),
    'exit-2': run.steps['validate-postrelease'] === 'done',
    'exit-3': history.says(c.StabilityConfirmed, any, [c.HealthBreached, any]),
    'exit-4': history.says(c.TrainingProvided, any),
    'exit-5': history.says(
      c.CoverageConfirmed,
      ({ coverage = 0 }) => coverage >= 1,
      [c.CoverageMissing, any],
      [c.WatchConfigured, any],
    ),
    'exit-6': run.steps['close-release'] === 'done',
    'exit-7':
      history.says(c.RollbackRehearsed, any, [c.RehearsalOutdated, any]) || history.says(c.RollbackCompleted, any),
  };
}

function gates(history: History): Record<string, boolean> {
  const watched = (holds: Test) => history.lastIs(c.PostReleaseWatchCompleted, any, holds);
  return {
    'release-gate-1':
      history.lastIs(c.DeploymentSucceeded, any, ({ criticalErrors }) => criticalErrors === 0) &&
      history.says(c.DeploymentSucceeded, any, [c.RollbackStarted, any]),
    'release-gate-2': history.says(c.PostReleaseValidationPassed, any, [c.PostReleaseCheckFailed, any]),
    'release-gate-3': history.says(c.PostReleaseCheckPassed, ({ kind }) => kind === 'performance', [
      c.PostReleaseCheckFailed,
      ({ kind }) => kind === 'performance',
    ]),
    'release-gate-4': history.says(c.StabilityConfirmed, any, [c.HealthBreached, any]),
    'release-gate-5': history.lastIs(c.AcceptanceTestsCompleted, any, ({ ratio = 0 }) => ratio >= 0.9),
    'post-gate-1': watched(({ uptime = 0 }) => uptime >= 0.999),
    'post-gate-2': watched(({ performanceMet }) => performanceMet === true),
    'post-gate-3': history.lastIs(
      c.SatisfactionMeasured,
      ({ stage }) => stage === 'post-release',
      ({ satisfaction = 0 }) => satisfaction >= 0.9,
    ),
    'post-gate-4': history.lastIs(
      c.IssueReviewConcluded,
      any,
      ({ breaches, openCritical }) => breaches === 0 && openCritical === 0,
    ),
    'post-gate-5': watched(({ coverage = 0 }) => coverage >= 1),
  };
}

const excepted = ({ exceptions, waived }: FlowRun): string[] => [
  ...Object.values(exceptions)
    .filter(({ status, kind }) => status === 'granted' && kind !== 'freeze')
    .map(({ exceptionId }) => `${exceptionId} was granted`),
  ...Object.keys(waived).map((id) => `${id} is waived`),
];

/** Nobody who approved, accepted or signed off is the author or a deployer, in whatever spelling. */
function wrongHats(history: History, { release: { author } }: FlowRun): string[] {
  const deployers = history
    .of(c.TeamRoleAcknowledged)
    .flatMap(({ role, person = '' }) => (role === 'deployer' ? [person] : []));
  const forbidden = new Set([author, ...deployers].map(canonicalIdentity));
  const judges = [
    ...history.of(c.ApprovalGiven).map(({ approver }) => ['approved', approver] as const),
    ...history.of(c.SecondReviewGiven).map(({ reviewer }) => ['reviewed', reviewer] as const),
    ...history.of(c.AcceptanceConfirmed).map(({ owner }) => ['accepted', owner] as const),
    ...history.of(c.ReleaseSignedOff).map(({ by }) => ['signed off', by] as const),
  ];
  return judges
    .map(([deed, person = '']) => [deed, canonicalIdentity(person)] as const)
    .filter(([, person]) => forbidden.has(person))
    .map(([deed, person]) => `${person} ${deed}, and is the author or a deployer`);
}

function openIssues(history: History): string[] {
  const raised = new Set(history.of(c.IssueRaised).map(({ issueId = '' }) => issueId));
  return [...raised]
    .filter((id) => {
      const ofIt: Test = ({ issueId }) => issueId === id;
      const resolved = history.says(
        c.IssueResolved,
        ofIt,
        [c.IssueRaised, ofIt],
        [c.IssueTriaged, (data) => ofIt(data) && data.priority === 'critical'],
      );
      const lowered = history.says(
        c.IssueTriaged,
        (data) => ofIt(data) && data.priority !== 'critical',
        [c.IssueRaised, ofIt],
        [c.IssueTriaged, (data) => ofIt(data) && data.priority === 'critical'],
      );
      return !resolved && !lowered;
    })
    .map((id) => `issue ${id} is open, and critical or not triaged`);
}
