import { pass, reject } from '@slipway/decider';
import { releaseGoesOn } from '../lifecycle.policy.js';
import type { RecordCase } from './acceptance.commands.js';
import { acceptanceIsPlanned, versionIsDeployed, type AcceptanceRule } from './acceptance.policy.js';
import { recorderMayJudge } from './who-accepts.policy.js';

const caseIsPlanned: AcceptanceRule<RecordCase> = ({ caseId }, { cases }) =>
  cases.some(({ id }) => id === caseId)
    ? pass
    : reject('CASE_UNKNOWN', {
        field: 'caseId',
        caseId,
        known: cases.map(({ id }) => id),
        fix: 'name one of those known',
      });

/** Also after the confirmation: a verdict may change until the release ends. */
export const mayRecordCase: readonly AcceptanceRule<RecordCase>[] = [
  releaseGoesOn,
  acceptanceIsPlanned,
  caseIsPlanned,
  recorderMayJudge,
  versionIsDeployed,
];
