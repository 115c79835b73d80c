import { pass, reject, sameContent } from '@slipway/decider';
import { isCriticalHealth } from '../assessment/known.js';
import { isCovered } from './target-patterns.js';
import type { ConfigureWatch } from './watch.commands.js';
import { releaseHasNotEnded, type WatchRule } from './watch.policy.js';

type ConfigureRule = WatchRule<ConfigureWatch>;

const watchedReleaseHasNotEnded: ConfigureRule = ({ releaseId, terms: { ended } }, state, context) =>
  releaseHasNotEnded({ releaseId, ended }, state, context);

const namesDiffer: ConfigureRule = ({ targets }) => {
  const names = targets.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return repeated === undefined
    ? pass
    : reject('TARGET_NAME_REPEATED', { field: 'targets', name: repeated, fix: 'give each target a name of its own' });
};

const hasCriticalHealthTarget: ConfigureRule = ({ targets }) =>
  targets.some(isCriticalHealth)
    ? pass
    : reject('CRITICAL_TARGET_MISSING', {
        field: 'targets',
        fix: "add a target with purpose 'health' and critical true: coverage and breaches are judged by those",
      });

const isDenial = (status: number): boolean => status >= 400 && status < 500;

const hasAccessTarget: ConfigureRule = ({ targets }) =>
  targets.some(({ purpose, check }) => purpose === 'access' && isDenial(check.expect.status))
    ? pass
    : reject('ACCESS_TARGET_MISSING', {
        field: 'targets',
        fix: "add a target with purpose 'access' that expects a denial, such as status 401 without a token",
      });

/** A target that expects an error would call an outage healthy. */
const healthMeansSuccess: ConfigureRule = ({ targets }) => {
  const wrong = targets.find((target) => isCriticalHealth(target) && target.check.expect.status >= 400);
  return wrong === undefined
    ? pass
    : reject('HEALTH_EXPECTS_FAILURE', {
        field: 'targets',
        name: wrong.name,
        given: wrong.check.expect.status,
        fix: 'expect a status below 400 of a critical health target, or make it an access target',
      });
};

const targetsAreOfTheRelease: ConfigureRule = ({ targets, terms }) => {
  const { environment, product, allowedTargets: allowed } = terms;
  const foreign = targets.find(({ check }) => !isCovered(check.url, allowed));
  return foreign === undefined
    ? pass
    : reject('TARGET_NOT_OF_RELEASE', {
        ...{ field: 'targets', name: foreign.name, url: foreign.check.url, environment, product, allowed },
        fix: `name a URL of ${product} in ${environment}, or have this one added to MONITORING_TARGETS`,
      });
};

const availabilityIsEnough: ConfigureRule = ({
  levels: { availability: given },
  terms: { leastAvailability: needed },
}) =>
  given >= needed
    ? pass
    : reject('AVAILABILITY_TOO_LOW', {
        ...{ field: 'levels.availability', needed, given },
        fix: `ask for ${String(needed)} or more: the template of the release accepts no less`,
      });

const latencyLevelsAreInOrder: ConfigureRule = ({ levels: { p95, p99 } }) =>
  p95 <= p99
    ? pass
    : reject('LATENCY_LEVELS_CROSSED', {
        ...{ field: 'levels.p99', needed: p95, given: p99 },
        fix: 'set p99 to p95 or more: of all answers fewer are slower than p99',
      });

/** What is slower than a probe waits is no answer, so such a level could never be missed. */
const latencyCanBeMissed: ConfigureRule = ({ levels: { p99: given }, terms: { patience: needed } }) =>
  given <= needed
    ? pass
    : reject('LATENCY_TOO_HIGH', {
        ...{ field: 'levels.p99', needed, given },
        fix: `set p99 to ${String(needed)} ms or less: a probe waits no longer for an answer`,
      });

/**
 * Targets that were approved with the plan change only by an exception; targets that were not configured then were not
 * approved.
 */
const changeIsApproved: ConfigureRule = ({ releaseId, targets, levels, alertUrl, terms }, { configured }) => {
  const { approved, digest: to, granted } = terms;
  if (!approved || configured === undefined || granted.includes(to)) return pass;
  const before = { targets: configured.targets, levels: configured.levels, alertUrl: configured.alertUrl };
  if (sameContent({ targets, levels, alertUrl }, before)) return pass;
  const exception = { kind: 'watch', items: ['watch'], to };
  const body = JSON.stringify({ ...exception, reason: '<why>' });
  return reject('EXCEPTION_REQUIRED', {
    ...exception,
    fix: `the watch was approved with the release: POST ${body} to /planning/v1/releases/${releaseId}/exceptions, and send this again once it is granted`,
  });
};

/** The rules of a watch, in the order in which people get their rejections. */
export const mayConfigure: readonly ConfigureRule[] = [
  watchedReleaseHasNotEnded,
  namesDiffer,
  hasCriticalHealthTarget,
  hasAccessTarget,
  healthMeansSuccess,
  targetsAreOfTheRelease,
  availabilityIsEnough,
  latencyLevelsAreInOrder,
  latencyCanBeMissed,
  changeIsApproved,
];
