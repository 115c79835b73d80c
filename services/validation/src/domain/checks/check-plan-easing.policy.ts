import { CheckKind, type HttpCheck } from '@slipway/contracts';
import { sameContent } from '@slipway/decider';
import type { CheckPlan } from './checks.state.js';

/**
 * How a plan is easier than another, as text; empty if it is not. Easier means: a required suite less, a check that is
 * missing or has another request, another mix of requests for the performance run (a quick page improves every
 * percentile), fewer requests, or a higher limit.
 */
export function easingsOf(before: CheckPlan, after: CheckPlan): readonly string[] {
  return [
    ...before.requiredSuites
      .filter((suite) => !after.requiredSuites.includes(suite))
      .map((suite) => `the suite ${suite} is no longer required`),
    ...CheckKind.options.flatMap((kind) => easedChecks(kind, before.checks[kind], after.checks[kind])),
    ...easedPerformance(before.performance, after.performance),
  ];
}

function easedChecks(kind: CheckKind, before: readonly HttpCheck[], after: readonly HttpCheck[]): string[] {
  const { lost, added } = compared(before, after);
  return [
    ...lost.map(({ name }) => `the ${kind} check ${name} is gone, or asks for something else`),
    ...(kind === 'performance' ? added.map(({ name }) => `the requests of the performance run go to ${name} too`) : []),
  ];
}

/** Each check is found again at most once, so that a check that was repeated stays repeated. */
function compared(before: readonly HttpCheck[], after: readonly HttpCheck[]) {
  const added = [...after];
  const lost = before.filter((check) => {
    const at = added.findIndex((other) => asksAtLeast(check, other));
    if (at === -1) return true;
    added.splice(at, 1);
    return false;
  });
  return { lost, added };
}

/** The same request, whatever its name, with at least the same expectations of its answer. */
function asksAtLeast({ name: _, expect: before, ...request }: HttpCheck, other: HttpCheck): boolean {
  const { name: _name, expect: after, ...otherRequest } = other;
  return (
    sameContent(request, otherRequest) &&
    before.status === after.status &&
    (before.bodyIncludes === undefined || before.bodyIncludes === after.bodyIncludes) &&
    (before.within === undefined ||
      (after.within !== undefined && after.within.milliseconds <= before.within.milliseconds))
  );
}

function easedPerformance(before: CheckPlan['performance'], after: CheckPlan['performance']): string[] {
  const from = (name: keyof CheckPlan['performance']) => `from ${String(before[name])} to ${String(after[name])}`;
  return [
    ...(after.requests < before.requests ? [`requests of the performance run: ${from('requests')}`] : []),
    ...(['p95', 'p99', 'errorRate'] as const)
      .filter((limit) => after[limit] > before[limit])
      .map((limit) => `the limit ${limit}: ${from(limit)}`),
  ];
}
