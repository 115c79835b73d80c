import { home } from '../fixtures.js';
import { expectedNow, statusAlone } from './expected-answer.js';

const since = '2026-11-23T10:00:00.000Z';
const expect200 = { status: 200, bodyIncludes: '1.1.0', within: { milliseconds: 100 } };
const target = { ...home, check: { ...home.check, expect: expect200 } };

it('expects the body of the new version once that has all of the traffic, and not before', () => {
  expect(expectedNow(target, { status: 'deployed', since }).expect).toEqual(expect200);
  for (const status of ['none', 'rolling-out', 'rolling-back'] as const) {
    expect(expectedNow(target, { status, since }).expect).toEqual({ status: 200, within: { milliseconds: 100 } });
  }
});

it('expects for coverage that something answers', () => {
  expect(statusAlone(target.check).expect).toEqual({ status: 200 });
});
