import { satisfactionOf } from './satisfaction.js';

describe('satisfaction', () => {
  it('is the share of ratings of 4 and 5', () => {
    expect(satisfactionOf([1, 2, 3, 4, 5])).toBe(0.4);
  });

  it('is not made up', () => {
    expect(satisfactionOf([])).toBeUndefined();
  });
});
