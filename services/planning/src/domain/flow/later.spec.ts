import { CriterionMet, TeamAssembled, TeamRoleAssigned } from '@slipway/contracts';
import { baseFlow } from '@slipway/flow';
import { asFact, evidence, factsOf, release, runAfter, start, takeThrough } from './flow.fixtures.js';
import {
  assembled,
  assigned,
  critical,
  decide,
  issueId,
  lapsed,
  low,
  obtained,
  raised,
  shownTwice,
  outcomeOf,
} from './later.fixtures.js';

const { releaseId } = release;
const prepared = factsOf(baseFlow, 'prepare-release');

describe('a fact that is shown again', () => {
  it('takes back nothing that a later one met', () => {
    const { once, twice } = shownTwice([...prepared, assigned, assembled], 0);
    expect(runAfter(once).met['entry-6']).toMatchObject({ type: TeamAssembled.type });
    expect(outcomeOf(twice)).toEqual(outcomeOf(once));
  });

  it('meets nothing that a later one took back', () => {
    const { once, twice } = shownTwice([obtained, lapsed], 0);
    expect(runAfter(once).met['entry-2']).toBeUndefined();
    expect(outcomeOf(twice)).toEqual(outcomeOf(once));
  });

  it('lifts no hold that a later triage placed', () => {
    const { twice } = shownTwice([raised, low, critical], 1);
    expect(runAfter(twice).holds).toEqual({ [issueId]: `issue ${issueId} is critical` });
  });

  it('takes back no attestation that was given after it', () => {
    const by = { kind: 'attestation' as const, actor: 'ada', statement: 'all of them are here', evidence: [evidence] };
    const attested = CriterionMet.of({ releaseId, criterion: 'entry-6', text: 'Team assembled', by });
    const history = [...start(), attested];
    const later = [asFact(attested)];
    expect(decide(history, [assigned], later)).toEqual([]);
    expect(decide(history, [assigned], [])).not.toEqual([]);
  });
});

describe('a fact of which nobody has read what is behind it', () => {
  const history = takeThrough(start(), [assembled]);

  it('is not judged when it undoes something', () => {
    expect(decide(history, [assigned], 'not read')).toMatchObject({
      rejected: 'LATER_FACTS_NEEDED',
      details: { types: expect.arrayContaining([TeamRoleAssigned.type, TeamAssembled.type]) as unknown },
    });
  });

  it('is judged when it undoes nothing', () => {
    expect(decide(history, [obtained], 'not read')).toEqual(decide(history, [obtained], []));
  });
});
