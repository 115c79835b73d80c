import { pass, reject } from '@slipway/decider';
import { releaseGoesOn } from '../lifecycle.policy.js';
import type { RecordRun, RequestRun } from './checks.commands.js';
import type { ChecksRule } from './checks.policy.js';

const planIsRecorded: ChecksRule<unknown> = (_, { plan }) =>
  plan === undefined ? reject('CHECK_PLAN_MISSING', { fix: 'record a check plan first' }) : pass;

const runIsDue: ChecksRule<RequestRun> = ({ due }) =>
  due ? pass : reject('VALIDATION_NOT_STARTED', { fix: 'wait until the step validate-postrelease has started' });

export const mayRequestRun: readonly ChecksRule<RequestRun>[] = [releaseGoesOn, planIsRecorded, runIsDue];

export const mayRecordRun: readonly ChecksRule<RecordRun>[] = [releaseGoesOn, planIsRecorded];
