import { baseDocument, edited, imported, lineOf } from '../test/base-document.js';
import {
  AcceptanceTestsCompleted,
  PostReleaseWatchCompleted,
  SatisfactionMeasured,
  type DomainEvent,
} from '@slipway/contracts';
import { baseFlow, basePolicy, FlowTemplate, importTemplate, itemsOf, matchingBinding } from './index.js';

const countOf = (kind: 'triggers' | 'actions' | 'outputs') => baseFlow.steps.flatMap((step) => step[kind]).length;

describe('the base flow', () => {
  it('is exactly what the importer makes of its document', () => {
    expect(importTemplate(baseDocument)).toStrictEqual({ template: baseFlow });
  });

  it('is a valid template', () => {
    expect(FlowTemplate.parse(baseFlow)).toStrictEqual(baseFlow);
  });

  it('has ten steps, twenty triggers, sixty actions, and fifty-nine outputs, since step 3 has five', () => {
    expect(baseFlow.steps).toHaveLength(10);
    expect(countOf('triggers')).toBe(20);
    expect(countOf('actions')).toBe(60);
    expect(baseFlow.steps.map(({ outputs }) => outputs.length)).toEqual([6, 6, 5, 6, 6, 6, 6, 6, 6, 6]);
    expect(countOf('outputs')).toBe(59);
  });

  it('has every line of the document that is a list item or a table row', () => {
    const texts = new Set(
      itemsOf(baseFlow).flatMap((item) => Object.values(item).filter((value) => typeof value === 'string')),
    );
    const plain = baseDocument.split('\n').flatMap((line) => /^(?:- \[ \]|-|\d\.) ([^*].*)$/.exec(line)?.[1] ?? []);
    expect(plain).toHaveLength(6 + 7 + 20 + 60 + 59 + 6);
    expect(plain.filter((text) => !texts.has(text))).toEqual([]);
  });

  it('names items by ordinals', () => {
    expect(baseFlow.steps[2]?.outputs[4]).toMatchObject({
      id: 'coordinate-release.output-5',
      text: 'Monitoring activated',
    });
    expect(baseFlow.gates.postRelease[0]).toMatchObject({ id: 'post-gate-1', name: 'System Health' });
    expect(baseFlow.dependencies[8]?.items.map(({ id }) => id)).toEqual([
      'close-release.dependency-1',
      'close-release.dependency-2',
    ]);
  });
});

const eleventh = `### Step 11: Carbon Accounting
**ID**: account-carbon
**Type**: documentation
**Duration**: 1-2 hours
**Required**: false
**Sequential**: true

**Description**: Record what the release costs in energy.

**Triggers**:
- Post-release monitoring completed

**Actions**:
1. Measure energy per request

**Outputs**:
- Energy report

`;

const watchCompleted = (data: object): DomainEvent => ({ type: PostReleaseWatchCompleted.type, data });
const acceptance = (data: object): DomainEvent => ({ type: AcceptanceTestsCompleted.type, data });
const satisfaction = (data: object): DomainEvent => ({
  type: SatisfactionMeasured.type,
  data: { stage: 'post-release', ...data },
});

describe('a template of a team', () => {
  it('renames an action and keeps its id', () => {
    const template = imported(edited('6. Conduct release readiness checks', '6. Hold the go or no-go meeting'));
    expect(template.steps[0]?.actions[5]).toMatchObject({
      id: 'prepare-release.action-6',
      text: 'Hold the go or no-go meeting',
    });
    expect(itemsOf(template).map(({ id }) => id)).toEqual(itemsOf(baseFlow).map(({ id }) => id));
  });

  it('has an eleventh step', () => {
    const document = edited(
      '→ monitor-postrelease',
      '→ monitor-postrelease → account-carbon',
      edited(
        '## Release Types & Approaches',
        `${eleventh}## Release Types & Approaches`,
        edited('- **Post-Release Monitoring**', '- **Carbon Accounting**: Power meters\n- **Post-Release Monitoring**'),
      ),
    );
    const template = imported(document);
    expect(template.steps).toHaveLength(11);
    expect(template.steps[10]).toEqual({
      id: 'account-carbon',
      title: 'Carbon Accounting',
      type: 'documentation',
      service: 'planning',
      duration: { kind: 'range', minimum: 'PT1H', maximum: 'PT2H', ongoing: false },
      required: false,
      sequencing: 'sequential',
      description: 'Record what the release costs in energy.',
      triggers: [{ id: 'account-carbon.trigger-1', text: 'Post-release monitoring completed' }],
      actions: [{ id: 'account-carbon.action-1', text: 'Measure energy per request' }],
      outputs: [{ id: 'account-carbon.output-1', text: 'Energy report' }],
    });
    expect(template.steps.slice(0, 10)).toEqual(baseFlow.steps);
    expect(template.signals.steps.at(-1)).toBe('account-carbon');
  });

  it('states its own thresholds in its gates, and the policy follows', () => {
    const { policy } = imported(
      edited(
        '- **System Health**: ≥99.9% uptime',
        '- **System Health**: ≥99.95% uptime',
        edited('maintained for 24 hours', 'maintained for 48 hours'),
      ),
    );
    expect(policy.thresholds).toEqual({ ...basePolicy.thresholds, uptime: 0.9995 });
    expect(policy.durations).toEqual({ ...basePolicy.durations, stabilityWindow: 'PT48H' });
  });

  it('keeps the number of the policy where its gate states none', () => {
    const { policy } = imported(edited('Critical issues resolved within 4 hours', 'Critical issues resolved at once'));
    expect(policy.thresholds.criticalIssue).toBe('PT4H');
  });

  it.each<[gate: string, text: string, stated: string, fact: DomainEvent, passes: boolean]>([
    ['post-gate-1', '≥99.9% uptime maintained', '≥99.95% uptime', watchCompleted({ uptime: 0.9992 }), false],
    ['post-gate-1', '≥99.9% uptime maintained', '≥99.5% uptime', watchCompleted({ uptime: 0.9962 }), true],
    ['release-gate-5', '≥90% user acceptance', '≥80% user acceptance', acceptance({ ratio: 0.85 }), true],
    ['release-gate-5', '≥90% user acceptance', '≥95% user acceptance', acceptance({ ratio: 0.94 }), false],
    ['post-gate-3', '≥90% user satisfaction rating', '≥70% satisfied', satisfaction({ satisfaction: 0.7 }), true],
    ['post-gate-5', '100% critical components', '≥80% of components', watchCompleted({ coverage: 0.8 }), true],
  ])('judges %s, which said %s, by %s', (gate, text, stated, fact, passes) => {
    const { gates } = imported(edited(text, stated));
    const { facts } = [...gates.release, ...gates.postRelease].find(({ id }) => id === gate) ?? {};
    expect(matchingBinding(facts, fact) !== undefined).toBe(passes);
  });

  it('counts acceptance tests as completed by the number of its gate', () => {
    const { steps } = imported(edited('≥90% user acceptance', '≥80% user acceptance'));
    const action = steps.flatMap(({ actions }) => actions).find(({ id }) => id === 'conduct-user-acceptance.action-1');
    expect(matchingBinding(action?.facts, acceptance({ ratio: 0.85 }))).toBeDefined();
    expect(matchingBinding(action?.facts, acceptance({ ratio: 0.79 }))).toBeUndefined();
  });

  it('gets facts for the items that have the ids of the base flow, and none for the others', () => {
    const bound = itemsOf(baseFlow).filter((item) => 'facts' in item);
    const renamed = imported(
      edited('**ID**: close-release', '**ID**: end-release', edited('→ close-release', '→ end-release')),
    );
    expect(itemsOf(renamed).filter((item) => 'facts' in item)).toEqual(
      bound.filter(({ id }) => !id.startsWith('close-release.')),
    );
  });

  it('may wrap lines, end them with carriage returns, and lack the closing note', () => {
    expect(imported(edited('release quality, monitors', 'release quality,\nmonitors'))).toEqual(baseFlow);
    expect(imported(baseDocument.replaceAll('\n', '\r\n'))).toEqual(baseFlow);
    expect(imported(baseDocument.slice(0, baseDocument.indexOf('\n---\n')))).toEqual(baseFlow);
  });
});

describe('a refusal', () => {
  it('reports every mistake in line order, with the fix', () => {
    const { errors } = importTemplate(
      edited(
        '**Type**: monitoring',
        '**Type**: watching',
        edited(
          '- [ ] Rollback procedures tested',
          '- Rollback procedures tested',
          edited('| Low | Critical |', '| Low | Fatal |'),
        ),
      ),
    );
    expect(errors?.map(({ code, details }) => ({ code, ...details }))).toEqual([
      {
        code: 'MALFORMED_ITEM',
        line: lineOf('- [ ] Rollback procedures tested'),
        reason: "'Rollback procedures tested' must have the form '- [ ] text', unchecked",
      },
      {
        code: 'UNKNOWN_STEP_TYPE',
        line: lineOf('**Type**: monitoring'),
        reason:
          "the type 'watching' is not one of: planning, validation, communication, deployment, monitoring, management, documentation",
      },
      {
        code: 'INVALID_VALUE',
        line: lineOf('| Security vulnerabilities'),
        reason: expect.stringContaining("Impact 'Fatal'") as string,
      },
    ]);
  });
});
