import { satisfactionOf } from './satisfaction.js';

describe('satisfaction', () => {
  it('is the share of users who gave 4 or 5', () => {
    const counts = [1, 2, 3, 4, 5].map((rating) => ({ rating, count: rating === 4 ? 6 : 1 }));
    expect(satisfactionOf(counts)).toBe(0.7);
  });

  it('is not made up', () => {
    expect(satisfactionOf([])).toBeUndefined();
  });
});
