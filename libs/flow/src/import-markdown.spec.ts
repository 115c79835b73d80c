import { baseDocument, edited, imported, lineOf } from '../test/base-document.js';
import { baseFlow, basePolicy, FlowTemplate, importTemplate, itemsOf } from './index.js';

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

  it('brings its own policy', () => {
    const own = { ...basePolicy, durations: { ...basePolicy.durations, ownerless: 'PT5M' } };
    expect(importTemplate(baseDocument, { policy: own }).template?.policy).toEqual(own);
  });

  it('gets facts for the items whose ids are bound, and none for the others', () => {
    const facts = [{ type: 'dev.slipway.planning.plan-finalised.v1' }];
    const { template } = importTemplate(baseDocument, {
      bindings: { 'prepare-release.action-1': facts, 'another-flow.action-1': facts },
    });
    expect(template && itemsOf(template).filter((item) => 'facts' in item)).toEqual([
      { id: 'prepare-release.action-1', text: 'Finalize release plan and schedule', facts },
    ]);
  });

  it('may wrap lines, end them with carriage returns, and lack the closing note', () => {
    expect(imported(edited('release quality, monitors', 'release quality,\nmonitors'))).toEqual(baseFlow);
    expect(imported(baseDocument.replaceAll('\n', '\r\n'))).toEqual(baseFlow);
    expect(imported(baseDocument.slice(0, baseDocument.indexOf('\n---\n')))).toEqual(baseFlow);
  });
});

describe('a refusal', () => {
  it('tells every mistake, in the order of the lines, with what to mend', () => {
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
