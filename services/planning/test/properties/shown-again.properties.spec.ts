import { baseFlow } from '@slipway/flow';
import fc from 'fast-check';
import { asFact, factsOf } from '../../src/domain/flow/flow.fixtures.js';
import * as facts from '../../src/domain/flow/later.fixtures.js';

const { shownTwice, outcomeOf } = facts;
const opposed = [facts.obtained, facts.lapsed, facts.assigned, facts.assembled, facts.checked, facts.failed];
const ofAnIssue = [facts.raised, facts.low, facts.critical, facts.resolved];
const others = [...factsOf(baseFlow, 'gates'), ...factsOf(baseFlow, 'prepare-release')];

const showing = fc
  .array(fc.constantFrom(...opposed, ...ofAnIssue, ...others), { minLength: 1, maxLength: 25 })
  .map((drawn) => drawn.map((fact) => asFact(fact)))
  .chain((drawn) => fc.tuple(fc.constant(drawn), fc.nat({ max: drawn.length - 1 })));

it('facts that are shown again change nothing, whatever they are and wherever the second showing begins', () => {
  fc.assert(
    fc.property(showing, ([drawn, from]) => {
      const { once, twice } = shownTwice(drawn, from);
      expect(outcomeOf(twice)).toEqual(outcomeOf(once));
    }),
    { numRuns: 200 },
  );
});
