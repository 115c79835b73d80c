import { Traffic } from './traffic.js';

const traffic = (...weights: (readonly [string, number])[]) => {
  const made = new Traffic();
  made.routes = weights.map(([name, weight], index) => ({ name, weight, ports: [index * 10 + 1, index * 10 + 2] }));
  return made;
};
const chosen = (from: Traffic, requests: number, wanted?: string) =>
  Array.from({ length: requests }, () => from.choose(wanted)?.name);

describe('traffic', () => {
  it('is shared out by weight, evenly spread', () => {
    expect(chosen(traffic(['old', 75], ['new', 25]), 8)).toEqual([
      'old',
      'old',
      'new',
      'old',
      'old',
      'old',
      'new',
      'old',
    ]);
  });

  it('goes nowhere where nothing has a weight, or an instance', () => {
    expect(traffic(['old', 0]).choose()).toBeUndefined();
    const empty = new Traffic();
    empty.routes = [{ name: 'old', weight: 100, ports: [] }];
    expect(empty.choose()).toBeUndefined();
    expect(new Traffic().choose()).toBeUndefined();
  });

  it('takes turns over the instances of a set', () => {
    const one = traffic(['old', 100]);
    expect([one.choose()?.ports, one.choose()?.ports, one.choose()?.ports]).toEqual([
      [1, 2],
      [2, 1],
      [1, 2],
    ]);
  });

  it('goes where the request wants, whatever the weight, if that is there', () => {
    expect(chosen(traffic(['old', 100], ['new', 0]), 2, 'new')).toEqual(['new', 'new']);
    expect(chosen(traffic(['old', 100], ['new', 0]), 2, 'other')).toEqual(['old', 'old']);
  });

  it('counts what is under way', () => {
    const one = traffic(['old', 100]);
    one.begin('old');
    one.begin('old');
    one.end('old');
    expect(one.underWay).toEqual({ old: 1 });
    one.end('old');
    expect(one.underWay).toEqual({});
  });
});
