import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import type { PlanImprovements, VerifyBackup } from './watch.commands.js';
import type { WatchState } from './watch.state.js';

export type WatchRejection =
  | 'RELEASE_ENDED'
  | 'CRITICAL_TARGET_MISSING'
  | 'ACCESS_TARGET_MISSING'
  | 'HEALTH_EXPECTS_FAILURE'
  | 'TARGET_NAME_REPEATED'
  | 'TARGET_NOT_OF_RELEASE'
  | 'AVAILABILITY_TOO_LOW'
  | 'LATENCY_LEVELS_CROSSED'
  | 'LATENCY_TOO_HIGH'
  | 'EXCEPTION_REQUIRED'
  | 'WATCH_NOT_CONFIGURED';

/** A rule of one command. */
export type WatchRule<Command> = Rule<Command, WatchState, DecisionContext, WatchRejection>;

export const releaseHasNotEnded: WatchRule<{ readonly releaseId: string; readonly ended: boolean }> = ({
  releaseId,
  ended,
}) => (ended ? reject('RELEASE_ENDED', { releaseId, fix: 'this release has ended; watch the next one' }) : pass);

export const mayVerifyBackup: readonly WatchRule<VerifyBackup>[] = [releaseHasNotEnded];
export const mayPlanImprovements: readonly WatchRule<PlanImprovements>[] = [releaseHasNotEnded];
