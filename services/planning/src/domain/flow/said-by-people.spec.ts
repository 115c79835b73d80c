import { actingRoles, type EvidenceReference, type Role } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow, type FlowTemplate } from '@slipway/flow';
import { flow } from './flow.decider.js';
import { evidence, start, takeThrough } from './flow.fixtures.js';

const person = (id: string, ...roles: Role[]) => ({ id, kind: 'person' as const, roles });
const now = '2026-11-23T10:00:00.000Z';
const { given } = specificationFor(flow, { now, actor: person('ada', 'release-manager') }, expect);

describe('an attestation', () => {
  const attest = (item: string, documents: EvidenceReference[] = [evidence]) =>
    ({
      type: 'Attest',
      item,
      kind: item.includes('.action-') ? 'action' : 'criterion',
      statement: 'seen',
      evidence: documents,
    }) as const;

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
        fix: 'ask someone with one of the needed roles',
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
  const made = { step: 'validate-prerelease', output: 'validate-prerelease.output-1', evidence } as const;
  const by = {
    kind: 'fact',
    eventId: '0198f3a2-7c1e-7d60-8a52-0f6f8f0b1c2d',
    type: 'dev.slipway.validation.document-recorded.v1',
  } as const;
  const attach = { type: 'AttachOutput', step: 'audit-release', output: 'audit-release.output-1', evidence } as const;
  const audit = {
    ...baseFlow.steps[0],
    ...{ id: 'audit-release', title: 'Audit', type: 'validation', service: 'validation' },
    triggers: [{ id: 'audit-release.trigger-1', text: 'An auditor is there' }],
    actions: [{ id: 'audit-release.action-1', text: 'Audit the trail' }],
    outputs: [{ id: 'audit-release.output-1', text: 'Audit report' }],
  } as FlowTemplate['steps'][number];
  const audited: FlowTemplate = {
    ...baseFlow,
    steps: [...baseFlow.steps, audit],
    signals: { ...baseFlow.signals, steps: [...baseFlow.signals.steps, audit.id] },
  };

  it.each(baseFlow.steps.flatMap(({ id: step, outputs }) => outputs.map(({ id }) => [id, step] as const)))(
    'of the base flow is made by a fact, so nobody attaches %s',
    (output, step) => {
      given(...start())
        .when({ ...attach, step, output }, { actor: person('root', ...actingRoles) })
        .thenRejected('OUTPUT_MADE_BY_FACT');
    },
  );
  it('that no fact makes is attached by somebody with the role of its step', () => {
    given(...start(audited))
      .when(attach, { actor: person('linus', 'deployer') })
      .thenRejected('ROLE_REQUIRED', {
        needed: ['validator'],
        has: ['deployer'],
        fix: 'ask someone with one of the needed roles',
      });
    const [recorded] = given(...start(audited))
      .when(attach, { actor: person('katherine', 'validator') })
      .events();
    expect(recorded?.data).toMatchObject({ by: { kind: 'attestation', actor: 'katherine', evidence: [evidence] } });
  });
  it('that a fact made names the fact, and a newer one takes its place', () => {
    const record = { type: 'RecordOutput', ...made, by } as const;
    const planning = { actor: person('planning') };
    const [recorded] = given(...start())
      .when(record, planning)
      .events();
    expect(recorded?.data).toMatchObject({ by });
    const recordedOnce = takeThrough(start(), [record]);
    given(...recordedOnce)
      .when(record, planning)
      .thenNothing();
    const newer = { ...record, evidence: { ...evidence, digest: `sha256:${'d'.repeat(64)}` } };
    expect(
      given(...recordedOnce)
        .when(newer, planning)
        .events(),
    ).toHaveLength(1);
  });
  it('is attached once', () => {
    given(...takeThrough(start(audited), [attach]))
      .when(attach, { actor: person('katherine', 'validator') })
      .thenRejected('OUTPUT_RECORDED_ALREADY');
  });
});
