import type { HttpCheck } from '@slipway/contracts';
import { easingsOf } from './check-plan-easing.policy.js';
import type { CheckPlan } from './checks.state.js';

const check = (path: string, expect: Partial<HttpCheck['expect']> = {}): HttpCheck => ({
  name: path,
  url: `http://shop.test${path}`,
  method: 'GET',
  headers: {},
  expect: { status: 200, ...expect },
});
const start = check('/', { bodyIncludes: 'Welcome', within: { milliseconds: 500 } });
const admin: HttpCheck = { ...check('/admin', { status: 401 }), headers: { 'x-key': 'wrong' }, body: 'a=1' };
const plan: CheckPlan = {
  requiredSuites: ['unit', 'integration'],
  checks: { functionality: [start], smoke: [start], performance: [start], integration: [start], access: [admin] },
  performance: { requests: 100, p95: 300, p99: 500, errorRate: 0.01 },
};
const withChecks = (checks: Partial<CheckPlan['checks']>): CheckPlan => ({
  ...plan,
  checks: { ...plan.checks, ...checks },
});
const withPerformance = (performance: Partial<CheckPlan['performance']>): CheckPlan => ({
  ...plan,
  performance: { ...plan.performance, ...performance },
});
const expecting = (expect: Partial<HttpCheck['expect']>) =>
  withChecks({ smoke: [{ ...start, expect: { ...start.expect, ...expect } }] });

describe('a check plan is eased by', () => {
  it.each<[string, CheckPlan]>([
    ['a suite fewer', { ...plan, requiredSuites: ['unit'] }],
    ['a check fewer', withChecks({ access: [check('/')] })],
    ['another address', withChecks({ smoke: [{ ...start, url: 'http://shop.test/health' }] })],
    ['another method', withChecks({ smoke: [{ ...start, method: 'HEAD' }] })],
    ['other headers', withChecks({ access: [{ ...admin, headers: {} }] })],
    ['another body', withChecks({ access: [{ ...admin, body: 'a=2' }] })],
    ['another status', expecting({ status: 500 })],
    ['a word less to be found', withChecks({ smoke: [check('/', { within: { milliseconds: 500 } })] })],
    ['another word to be found', expecting({ bodyIncludes: 'e' })],
    ['more time for the answer', expecting({ within: { milliseconds: 501 } })],
    ['no limit of time', withChecks({ smoke: [check('/', { bodyIncludes: 'Welcome' })] })],
    ['a quick page in the performance run', withChecks({ performance: [start, check('/favicon.ico')] })],
    ['fewer requests', withPerformance({ requests: 99 })],
    ['a higher p95', withPerformance({ p95: 301 })],
    ['a higher p99', withPerformance({ p99: 501 })],
    ['a higher error rate', withPerformance({ errorRate: 0.02 })],
  ])('%s', (_, after) => {
    expect(easingsOf(plan, after)).toHaveLength(1);
  });

  it('each of several changes, all of them named', () => {
    const after = { ...withPerformance({ p95: 400, requests: 10 }), requiredSuites: ['unit'] };
    expect(easingsOf(plan, after)).toEqual([
      'the suite integration is no longer required',
      'requests of the performance run: from 100 to 10',
      'the limit p95: from 300 to 400',
    ]);
  });
});

describe('a check plan is not eased by', () => {
  it.each<[string, CheckPlan]>([
    ['nothing', plan],
    ['a suite more', { ...plan, requiredSuites: ['end-to-end', 'integration', 'unit'] }],
    ['a check more', withChecks({ smoke: [check('/basket'), start] })],
    ['another name of a check', withChecks({ smoke: [{ ...start, name: 'home' }] })],
    ['less time for the answer', expecting({ within: { milliseconds: 100 } })],
    [
      'a word to be found where none was',
      withChecks({ access: [{ ...admin, expect: { status: 401, bodyIncludes: 'no' } }] }),
    ],
    ['more requests and lower limits', withPerformance({ requests: 200, p95: 200, p99: 300, errorRate: 0 })],
  ])('%s', (_, after) => {
    expect(easingsOf(plan, after)).toEqual([]);
  });
});
