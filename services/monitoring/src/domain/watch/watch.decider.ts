import {
  BackupVerified,
  CoverageConfirmed,
  CoverageMissing,
  ImprovementsPlanned,
  WatchConfigured,
  WatchStarted,
} from '@slipway/contracts';
import {
  firstRejection,
  isRejection,
  reject,
  sameContent,
  type Decider,
  type DecisionContext,
  type Rejection,
} from '@slipway/decider';
import { dueFacts } from '../assessment/due-facts.js';
import { mayConfigure } from './may-configure.policy.js';
import type {
  Assess,
  ConfigureWatch,
  PlanImprovements,
  RecordCoverage,
  StartWatch,
  VerifyBackup,
  WatchCommand,
} from './watch.commands.js';
import { mayPlanImprovements, mayVerifyBackup, type WatchRejection } from './watch.policy.js';
import { evolve, initialWatch, type WatchEvent, type WatchState } from './watch.state.js';

type Decided = WatchEvent[] | Rejection<WatchRejection>;

/** The watch over one release: what is to be probed, and every verdict about what was seen. */
export const watch: Decider<WatchState, WatchCommand, WatchEvent, WatchRejection> = {
  category: 'watch',
  initialState: initialWatch,
  evolve,
  decide(command, state, context): Decided {
    const { configured } = state;
    switch (command.type) {
      case 'ConfigureWatch':
        return configure(command, state, context);
      case 'RecordCoverage':
        return configured === undefined ? notConfigured(command.releaseId) : coverage(command, state);
      case 'StartWatch':
        return start(command, state);
      case 'Assess':
        return assess(command, state, context.now);
      case 'VerifyBackup':
        return firstRejection(mayVerifyBackup, command, state, context) ?? verifyBackup(command, state);
      case 'PlanImprovements':
        return firstRejection(mayPlanImprovements, command, state, context) ?? planImprovements(command, state);
    }
  },
};

function configure(command: ConfigureWatch, state: WatchState, context: DecisionContext): Decided {
  const rejection = firstRejection(mayConfigure, command, state, context);
  if (isRejection(rejection)) return rejection;
  const { releaseId, targets, levels, alertUrl, probeInterval } = command;
  const fact = WatchConfigured.of({ releaseId, targets: [...targets], levels, alertUrl, probeInterval });
  return sameContent(fact.data, state.configured) ? [] : [fact];
}

function verifyBackup({ releaseId, evidence }: VerifyBackup, { backups }: WatchState): WatchEvent[] {
  return backups.includes(evidence.digest) ? [] : [BackupVerified.of({ releaseId, evidence })];
}

function planImprovements(
  { releaseId, recommendations }: PlanImprovements,
  { improvements }: WatchState,
): WatchEvent[] {
  return recommendations.every((each) => improvements.includes(each))
    ? []
    : [ImprovementsPlanned.of({ releaseId, recommendations: [...recommendations] })];
}

function start({ releaseId }: StartWatch, { configured, started }: WatchState): Decided {
  if (configured === undefined) return notConfigured(releaseId);
  return started ? [] : [WatchStarted.of({ releaseId, targets: configured.targets.map(({ name }) => name) })];
}

/** What was seen of another watch than the one that is configured now says nothing. */
function assess(command: Assess, state: WatchState, now: string): WatchEvent[] {
  const { configured } = state;
  if (configured === undefined || !sameContent(command.circumstances.watch, configured)) return [];
  return dueFacts({ ...command, now, state, watch: configured }, (known, event) => evolve(known, event));
}

/** What is confirmed stays so until other targets are configured, and the same gap again is no news. */
function coverage(
  { releaseId, results, alert, watch: asked }: RecordCoverage,
  { coverage: known, configured }: WatchState,
): Decided {
  if (known.status === 'confirmed' || !sameContent(asked, configured)) return [];
  const answered = results.filter(({ passed }) => passed).length;
  const share = results.length === 0 ? 0 : answered / results.length;
  if (share === 1 && 'receipt' in alert) {
    return [CoverageConfirmed.of({ releaseId, coverage: share, answered: [...results], testAlert: alert })];
  }
  const reasons = [
    ...(share === 1
      ? []
      : [`${String(results.length - answered)} of ${String(results.length)} critical targets did not answer`]),
    ...('failure' in alert ? [`the test alert was not delivered: ${alert.failure}`] : []),
  ];
  const reason = reasons.join('; ');
  if (known.status === 'missing' && known.reason === reason) return [];
  return [CoverageMissing.of({ releaseId, coverage: share, results: [...results], reason })];
}

const notConfigured = (releaseId: string): Rejection<WatchRejection> =>
  reject('WATCH_NOT_CONFIGURED', { releaseId, fix: `send POST /monitoring/v1/releases/${releaseId}/watch first` });
