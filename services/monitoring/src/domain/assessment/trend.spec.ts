import { countsOf, trendOf } from './trend.js';

const raised = (firstHalf: number, secondHalf: number) => ({ raised: 9, resolved: 2, firstHalf, secondHalf });

describe('the trend of issues', () => {
  it('compares the second half of the time with the first', () => {
    expect(trendOf(raised(0, 0))).toBe('none');
    expect(trendOf(raised(1, 1))).toBe('steady');
    expect(trendOf(raised(1, 2))).toBe('rising');
    expect(trendOf(raised(2, 0))).toBe('falling');
  });

  it('tells what was raised, resolved and is open', () => {
    expect(countsOf(raised(1, 1))).toEqual({ raised: 9, resolved: 2, open: 7 });
  });
});
