import { pass, reject, sameContent, type DecisionContext, type Rule } from '@slipway/decider';
import { releaseGoesOn } from '../lifecycle.policy.js';
import type { Evaluate, RecordFindings, RequestVerification } from './quality.commands.js';
import type { QualityState } from './quality.state.js';

export type QualityRejection = 'RELEASE_ENDED' | 'ARTIFACTS_REPLACED';

/** A rule of one command. */
type QualityRule<Command> = Rule<Command, QualityState, DecisionContext, QualityRejection>;

const artifactsAreCarried: QualityRule<RecordFindings> = ({ findings, artifacts }) => {
  const fetched = findings.map(({ artifact }) => artifact);
  return sameContent(fetched, artifacts)
    ? pass
    : reject('ARTIFACTS_REPLACED', {
        fetched,
        artifacts,
        fix: 'wait for the findings on the artifacts that replaced them',
      });
};

export const mayEvaluate: readonly QualityRule<Evaluate>[] = [releaseGoesOn];
export const mayRequestVerification: readonly QualityRule<RequestVerification>[] = [releaseGoesOn];
export const mayRecordFindings: readonly QualityRule<RecordFindings>[] = [releaseGoesOn, artifactsAreCarried];
