import { pass, reject, type Rule } from '@slipway/decider';
import type { ConfigureWatch } from './watch.commands.js';

export type WatchRejection =
  'CRITICAL_TARGET_MISSING' | 'ACCESS_TARGET_MISSING' | 'TARGET_NAME_REPEATED' | 'WATCH_NOT_CONFIGURED';

type ConfigureRule = Rule<[ConfigureWatch], WatchRejection>;

const namesDiffer: ConfigureRule = ({ targets }) => {
  const names = targets.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return repeated === undefined
    ? pass
    : reject('TARGET_NAME_REPEATED', { field: 'targets', name: repeated, fix: 'give each target a name of its own' });
};

const hasCriticalHealthTarget: ConfigureRule = ({ targets }) =>
  targets.some(({ critical, purpose }) => critical && purpose === 'health')
    ? pass
    : reject('CRITICAL_TARGET_MISSING', {
        field: 'targets',
        fix: "add a target with purpose 'health' and critical true: coverage and breaches are judged by those",
      });

const hasAccessTarget: ConfigureRule = ({ targets }) =>
  targets.some(({ purpose }) => purpose === 'access')
    ? pass
    : reject('ACCESS_TARGET_MISSING', {
        field: 'targets',
        fix: "add a target with purpose 'access' that expects a denial, such as status 401 without a token",
      });

/** The rules of a watch, in the order in which they are told. */
export const mayConfigure: readonly ConfigureRule[] = [namesDiffer, hasCriticalHealthTarget, hasAccessTarget];
