import type { EvidenceReference, Role } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { flow } from './flow.decider.js';
import { evidence, start, takeThrough } from './flow.fixtures.js';

const person = (id: string, ...roles: Role[]) => ({ id, kind: 'person' as const, roles });
const now = '2026-11-23T10:00:00.000Z';
const { given } = specificationFor(flow, { now, actor: person('ada', 'release-manager') }, expect);

describe('an attestation', () => {
  const attest = (item: string, documents: EvidenceReference[] = [evidence]) =>
    ({ type: 'Attest', item, statement: 'seen', evidence: documents }) as const;

  it('does not replace what a fact must prove', () => {
    given(...start())
      .when(attest('execute-deployment.action-2'))
      .thenRejected('ITEM_NEEDS_A_FACT');
  });
  it('needs evidence', () => {
    given(...start())
      .when(attest('entry-4', []))
      .thenRejected('EVIDENCE_REQUIRED');
  });
  it('needs the role of the step', () => {
    given(...start())
      .when(attest('entry-4'), { actor: person('margaret', 'support') })
      .thenRejected('ROLE_REQUIRED', {
        needed: ['release-manager'],
        has: ['support'],
        fix: 'ask someone with the needed role',
      });
  });
  it('is of an item that the template has', () => {
    given(...start())
      .when(attest('entry-99'))
      .thenRejected('ITEM_UNKNOWN');
  });
  it('is of the step and the kind that it was sent to', () => {
    const validation = { ...attest('clear.action-1'), kind: 'action', step: 'prepare-release' } as const;
    given(...start())
      .when({ ...validation, item: 'validate-prerelease.action-1' })
      .thenRejected('ITEM_UNKNOWN');
    given(...start())
      .when({ ...attest('entry-4'), kind: 'dependency' })
      .thenRejected('ITEM_UNKNOWN');
    expect(
      given(...start())
        .when({ ...attest('entry-4'), kind: 'criterion' })
        .events(),
    ).toHaveLength(1);
  });
  it('is refused when the item is met already', () => {
    given(...takeThrough(start(), [attest('entry-4')]))
      .when(attest('entry-4'))
      .thenRejected('ITEM_MET_ALREADY');
  });
});

describe('an output', () => {
  const attach = {
    type: 'RecordOutput',
    step: 'validate-prerelease',
    output: 'validate-prerelease.output-1',
    evidence,
  } as const;

  it('is attached by somebody with the role of its step', () => {
    given(...start())
      .when(attach, { actor: person('linus', 'deployer') })
      .thenRejected('ROLE_REQUIRED', {
        needed: ['validator'],
        has: ['deployer'],
        fix: 'ask someone with the needed role',
      });
    const [recorded] = given(...start())
      .when(attach, { actor: person('katherine', 'validator') })
      .events();
    expect(recorded?.data).toMatchObject({ by: { kind: 'attestation', actor: 'katherine', evidence: [evidence] } });
  });
  it('that a fact made names the fact', () => {
    const by = {
      kind: 'fact',
      eventId: '0198f3a2-7c1e-7d60-8a52-0f6f8f0b1c2d',
      type: 'dev.slipway.planning.plan-finalised.v1',
    } as const;
    const [recorded] = given(...start())
      .when({ ...attach, by }, { actor: person('planning') })
      .events();
    expect(recorded?.data).toMatchObject({ by });
  });
  it('is recorded once', () => {
    const validator = { actor: person('katherine', 'validator') };
    given(...takeThrough(start(), [attach]))
      .when(attach, validator)
      .thenRejected('OUTPUT_RECORDED_ALREADY');
  });
});
