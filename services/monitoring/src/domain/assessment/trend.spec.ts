import { countIssues, trendOf } from './trend.js';

const range = { from: '2026-11-23T10:00:00.000Z', to: '2026-11-23T12:00:00.000Z' };
const raised = (...times: string[]) =>
  times.map((time) => ({ issueId: `i-${time}`, raisedAt: `2026-11-23T${time}:00.000Z`, resolved: time === '10:30' }));

describe('the trend of issues', () => {
  it('compares the second half of the time with the first', () => {
    expect(trendOf(raised(), range)).toBe('none');
    expect(trendOf(raised('10:30', '11:30'), range)).toBe('steady');
    expect(trendOf(raised('10:30', '11:30', '11:40'), range)).toBe('rising');
    expect(trendOf(raised('10:30', '10:40'), range)).toBe('falling');
  });

  it('leaves out what was raised at another time', () => {
    expect(trendOf(raised('09:00', '13:00'), range)).toBe('none');
  });

  it('counts what was raised, resolved and is open', () => {
    expect(countIssues(raised('10:30', '11:30'))).toEqual({ raised: 2, resolved: 1, open: 1 });
  });
});
