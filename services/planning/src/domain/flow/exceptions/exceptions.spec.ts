import {
  CriterionMet,
  ExceptionGranted,
  ExceptionRequested,
  GateWaived,
  ItemWaived,
  ReleaseEndedPostRelease,
  type ExceptionKind,
  type Role,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow, releasePolicy } from '@slipway/flow';
import type { RequestException } from '../flow.commands.js';
import { flow } from '../flow.decider.js';
import { evidence, reference, release, runAfter, start, takeThrough, through, waiverOf } from '../flow.fixtures.js';

const person = (id: string, ...roles: Role[]) => ({ actor: { id, kind: 'person' as const, roles } });
const frances = person('frances', 'release-manager');
const grace = person('grace', 'approver');
const author = person(release.author, 'release-manager');
const { given } = specificationFor(flow, { now: '2026-11-23T10:00:00.000Z', ...frances }, expect);

const ask = (kind: ExceptionKind, items: string[], more: Partial<RequestException> = {}): RequestException => ({
  ...{ type: 'RequestException', kind, items, reason: 'in a hurry', evidence: [] },
  ...more,
});
const confirm = { type: 'ConfirmException', exceptionId: 'exception-1' } as const;
const decline = { type: 'DeclineException', exceptionId: 'exception-1', reason: 'it can be repaired' } as const;
const asked = takeThrough(start(), [ask('waiver', ['release-gate-5', 'conduct-user-acceptance.action-1'])]);

describe('an exception', () => {
  it('is asked for with what holds now, and takes effect when a second person has confirmed it', () => {
    const shorter = ask('duration', ['stabilityWindow'], { to: 'PT1H' });
    const events = given(...start())
      .when(shorter)
      .events();
    expect(events.map(({ type }) => type)).toEqual([ExceptionRequested.type]);
    expect(events[0]?.data).toMatchObject({ from: 'PT24H', to: 'PT1H', needsConfirmation: true });
    expect(
      given(...start(), ...events)
        .when(confirm, grace)
        .events()[0]?.data,
    ).toMatchObject({ requestedBy: 'frances', confirmedBy: 'grace', to: 'PT1H', preventsReleased: true });
  });
  it('of a hotfix takes effect at once: its policy asks for no second person', () => {
    const hotfix = { ...release, type: 'hotfix' as const, policy: releasePolicy(baseFlow, 'hotfix') };
    const begun = takeThrough([], [{ type: 'StartFlow', release: hotfix, template: reference, flow: baseFlow }]);
    const types = given(...begun)
      .when(ask('freeze', ['holidays', 'audit']))
      .events()
      .map(({ type }) => type);
    expect(types).toEqual([ExceptionRequested.type, ExceptionGranted.type]);
  });
  it('is never asked for by the author', () => {
    given(...start())
      .when(ask('waiver', ['entry-3']), author)
      .thenRejected('HATS_CONFLICT');
  });
  it('is never confirmed by the author', () => {
    given(...asked)
      .when(confirm, author)
      .thenRejected('HATS_CONFLICT');
  });
  it('is never confirmed by who asked for it', () => {
    const { actor } = person('everybody', 'release-manager');
    given(...asked)
      .when(confirm, { actor })
      .thenRejected('SECOND_PERSON_REQUIRED');
  });
  it.each(['admin', 'validator', 'deployer', 'support', 'sre', 'publisher'] as const)(
    'that lets an item go is not for the role %s',
    (role) => {
      given(...start())
        .when(ask('waiver', ['entry-3']), person('root', role))
        .thenRejected('ROLE_REQUIRED');
      given(...asked)
        .when(confirm, person('root', role))
        .thenRejected('ROLE_REQUIRED');
    },
  );
  it('is asked for once', () => {
    given(...asked)
      .when(ask('waiver', ['conduct-user-acceptance.action-1', 'release-gate-5']))
      .thenRejected('EXCEPTION_REQUESTED_ALREADY');
  });
  it('is refused when so much was asked for already', () => {
    const [first] = given(...start())
      .when(ask('waiver', ['release-gate-5']))
      .events();
    const requested = (number: number) => {
      const data = { ...(first?.data as ExceptionRequested['data']), exceptionId: `exception-${String(number)}` };
      return ExceptionRequested.of({ ...data, items: [`item-${String(number)}`] });
    };
    given(...start(), ...Array.from({ length: 500 }, (_, index) => requested(index + 1)))
      .when(ask('waiver', ['release-gate-5']))
      .thenRejected('TOO_MANY_EXCEPTIONS');
  });
  it('that was declined changes nothing, and another can be asked for', () => {
    const declined = given(...asked)
      .when(decline, grace)
      .events();
    given(...asked, ...declined)
      .when(confirm, grace)
      .thenRejected('EXCEPTION_DECIDED_ALREADY');
    expect(
      given(...asked, ...declined)
        .when(ask('waiver', ['release-gate-5']))
        .events(),
    ).toHaveLength(1);
  });
  it('is taken back by who asked for it, and declined by nobody else without the role', () => {
    expect(
      given(...asked)
        .when(decline, person('everybody', 'support'))
        .events(),
    ).toHaveLength(1);
    given(...asked)
      .when(decline, person('margaret', 'support'))
      .thenRejected('ROLE_REQUIRED');
  });
  it('is about what the flow has', () => {
    given(...start())
      .when(ask('waiver', ['entry-99']))
      .thenRejected('ITEM_UNKNOWN');
    given(...start())
      .when(ask('waiver', []))
      .thenRejected('EXCEPTION_INVALID');
    given(...asked)
      .when({ ...confirm, exceptionId: 'exception-9' }, grace)
      .thenRejected('EXCEPTION_UNKNOWN');
  });
  it.each(['entry-1', 'entry-2', 'exit-1', 'execute-deployment.action-2', 'prepare-release.trigger-2'])(
    'puts nothing in the place of %s',
    (item) => {
      for (const kind of ['waiver', 'attestation'] as const)
        given(...start())
          .when(ask(kind, [item], { evidence: [evidence] }))
          .thenRejected('ITEM_CANNOT_BE_EXCEPTED');
    },
  );
  it('of a duration makes it weaker: a stricter one needs none', () => {
    given(...start())
      .when(ask('duration', ['stabilityWindow'], { to: 'PT48H' }))
      .thenRejected('ITEM_NEEDS_NO_EXCEPTION');
    given(...start())
      .when(ask('duration', ['stabilityWindow'], { to: 'soon' }))
      .thenRejected('EXCEPTION_INVALID');
  });
  it('of a freeze is for the types that may override one', () => {
    given(...start())
      .when(ask('freeze', ['holidays']))
      .thenRejected('FREEZE_CANNOT_BE_OVERRIDDEN');
  });
  it('of a check plan names its digest', () => {
    given(...start())
      .when(ask('check-plan', ['check-plan'], { to: 'easier' }), person('katherine', 'validator'))
      .thenRejected('EXCEPTION_INVALID');
  });
});

describe('an attestation in place of facts', () => {
  it('needs evidence, and something that facts prove', () => {
    given(...start())
      .when(ask('attestation', ['exit-7']))
      .thenRejected('EVIDENCE_REQUIRED');
    given(...start())
      .when(ask('attestation', ['entry-4'], { evidence: [evidence] }))
      .thenRejected('ITEM_NEEDS_NO_EXCEPTION');
  });
  it('meets the item, and the release cannot end [rl] any more', () => {
    const attested = takeThrough(start(), [ask('attestation', ['exit-7'], { evidence: [evidence] }), confirm]);
    expect(attested.find(CriterionMet.is)?.data).toMatchObject({
      criterion: 'exit-7',
      by: { kind: 'attestation', actor: 'everybody', evidence: [evidence] },
    });
    const ended = takeThrough(attested, [{ type: 'Abort', reason: 'enough' }]).filter(ReleaseEndedPostRelease.is);
    expect(ended[0]?.data.open).toContainEqual(
      expect.objectContaining({ id: 'exit-7', reason: 'exception-1, attestation: in a hurry' }),
    );
  });
});

describe('a waiver', () => {
  it('lets each item go: gates, criteria, and what keeps a step', () => {
    const items = ['release-gate-5', 'conduct-user-acceptance.action-1', 'conduct-user-acceptance.output-1'];
    const events = takeThrough(start(), waiverOf('exception-1', ...items));
    expect(events.filter(GateWaived.is)).toHaveLength(1);
    expect(events.filter(ItemWaived.is).map(({ data }) => [data.kind, data.item])).toEqual([
      ['action', 'conduct-user-acceptance.action-1'],
      ['output', 'conduct-user-acceptance.output-1'],
    ]);
    expect(Object.keys(runAfter(events).waived)).toEqual(expect.arrayContaining(items));
  });
  it('lets a step go on whose action will never be fulfilled', () => {
    const lacking = takeThrough(
      start(),
      through('prepare-release').filter((input) => !('type' in input && input.type.includes('communication-prepared'))),
    );
    expect(runAfter(lacking).steps['prepare-release']).toBe('active');
    const waived = takeThrough(lacking, waiverOf('exception-1', 'prepare-release.action-2'));
    expect(runAfter(waived).steps['prepare-release']).toBe('done');
  });
  it('of what is met already is refused', () => {
    given(...takeThrough(start(), through('prepare-release')))
      .when(ask('waiver', ['prepare-release.action-2']))
      .thenRejected('ITEM_NEEDS_NO_EXCEPTION');
  });
});
