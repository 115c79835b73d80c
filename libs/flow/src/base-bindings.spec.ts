import { baseBindings, baseFlow, bind, FactBinding, itemsOf } from './index.js';

it('binds only items that the base flow has', () => {
  const ids = new Set(itemsOf(baseFlow).map(({ id }) => id));
  expect(Object.keys(baseBindings).filter((id) => !ids.has(id))).toEqual([]);
});

it('holds valid bindings, at least one for each bound item', () => {
  for (const facts of Object.values(baseBindings)) {
    expect(facts.map((fact) => FactBinding.parse(fact))).toEqual(facts);
    expect(facts.length).toBeGreaterThan(0);
  }
});

it.each(['entry-1', 'exit-2', 'prepare-release.trigger-1', 'prepare-release.action-1', 'prepare-release.output-1'])(
  'attaches facts to %s',
  (id) => {
    const facts = [{ type: 'dev.slipway.planning.something-happened.v1' }];
    expect(itemsOf(bind(baseFlow, { [id]: facts })).find((item) => item.id === id)).toMatchObject({ facts });
  },
);

it.each(['release-gate-5', 'post-gate-1', 'prepare-release.dependency-2'])('attaches facts to %s', (id) => {
  const facts = [{ type: 'dev.slipway.planning.something-happened.v1' }];
  expect(itemsOf(bind(baseFlow, { [id]: facts })).find((item) => item.id === id)).toMatchObject({ facts });
});

it('leaves the template it was given as it was', () => {
  const before = structuredClone(baseFlow);
  bind(baseFlow, { 'entry-1': [{ type: 'x' }] });
  expect(baseFlow).toEqual(before);
});
