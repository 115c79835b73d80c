import {
  AcceptanceConfirmed,
  AcceptanceTestsCompleted,
  AcceptanceWithdrawn,
  ConcernsAddressed,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PreReleaseGateDecided,
  WorkflowsNotValidated,
} from '@slipway/contracts';
import { documentsFrom } from '@slipway/documents';
import { initialState } from './acceptance/acceptance.state.js';
import { documentRules } from './documents.js';
import { digestOf, now, releaseId, uuid } from './fixtures.js';

const written = (fact: { type: string; data: unknown }, acceptance = initialState) =>
  documentsFrom(
    documentRules,
    { release: { product: 'shop', version: '1.1.0' }, acceptance },
    { ...fact, id: uuid(1), occurredAt: now, actor: { id: 'validation' } },
  ).map(({ output, content }) => [output, 'text' in content ? content.text : content.digest] as const);

describe('the documents of validation', () => {
  it('are all the outputs of its steps but those of deployment and monitoring', () => {
    const outputs = (step: string, numbers: readonly number[]) => numbers.map((n) => `${step}.output-${String(n)}`);
    expect([...new Set(documentRules.map(({ output }) => output))]).toEqual([
      ...outputs('validate-prerelease', [1, 2, 6]),
      ...outputs('validate-postrelease', [1, 2, 3, 4, 5]),
      ...outputs('conduct-user-acceptance', [1, 2, 3, 4, 5, 6]),
    ]);
  });

  it('tell of one kind of check each', () => {
    const results = [{ name: 'a | b', passed: true, observed: '200\nin 3 ms' }];
    const [only, ...others] = written(PostReleaseCheckPassed.of({ releaseId, kind: 'smoke', results }));
    expect(others).toEqual([]);
    expect(only?.[0]).toBe('validate-postrelease.output-2');
    expect(only?.[1]).toContain('| a \\| b | passed | 200 in 3 ms |');
  });

  it('say what was found, also where it is not what was hoped for', () => {
    const inputs = [{ eventId: uuid(2), type: 'x' }];
    const gate = { releaseId, verdict: 'failed' as const, inputs, policyDigest: digestOf('e') };
    const results = [{ name: 'start page', passed: false, observed: 'status 500' }];
    const unmet: readonly [{ type: string; data: unknown }, string, string][] = [
      [PreReleaseGateDecided.of(gate), 'validate-prerelease.output-6', 'The gate before the release failed'],
      [
        AcceptanceTestsCompleted.of({ releaseId, accepted: 1, total: 2, ratio: 0.5 }),
        'conduct-user-acceptance.output-1',
        '1 of 2 cases accepted (50 %; 100 % needed)',
      ],
      [PostReleaseCheckFailed.of({ releaseId, kind: 'smoke', results }), 'validate-postrelease.output-2', 'status 500'],
      [
        AcceptanceWithdrawn.of({ releaseId, reason: 'why' }),
        'conduct-user-acceptance.output-6',
        'no longer holds: why',
      ],
      [WorkflowsNotValidated.of({ releaseId, cases: ['order'] }), 'conduct-user-acceptance.output-5', 'was rejected'],
    ];
    for (const [fact, output, text] of unmet) {
      expect(written(fact)).toEqual([[output, expect.stringContaining(text)]]);
    }
  });

  it('list the concerns that are open where the acceptance is confirmed', () => {
    const concerns = [
      { id: 'concern-1', title: 'slow', critical: false },
      { id: 'concern-2', title: 'down', critical: true, resolution: 'restarted' },
    ];
    const confirmed = AcceptanceConfirmed.of({ releaseId, owner: 'margaret', ratio: 0.5 });
    const [document] = written(confirmed, { ...initialState, concerns });
    expect(document?.[1]).toContain('concern-1: slow');
    expect(document?.[1]).not.toContain('concern-2');
  });

  it('say when and by whom it was, and from which event they were made', () => {
    const [document] = written(ConcernsAddressed.of({ releaseId, raised: 0, openCritical: 0 }));
    expect(document?.[1]).toMatch(/^# Issue resolution documentation: shop 1.1.0\n/);
    expect(document?.[1]).toContain(`Made from the event ${uuid(1)} of ${now}, by validation.`);
  });
});
