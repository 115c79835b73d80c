import {
  AcceptanceTestsCompleted,
  ConcernsAddressed,
  PostReleaseCheckPassed,
  PreReleaseGateDecided,
} from '@slipway/contracts';
import { initialState } from '../acceptance/acceptance.state.js';
import { digestOf, now, releaseId, uuid } from '../fixtures.js';
import { documentRules } from './documents.js';

const context = {
  releaseId,
  occurredAt: now,
  actor: 'validation',
  eventId: uuid(1),
  acceptance: initialState,
};
const written = (fact: { type: string; data: unknown }, acceptance = initialState) =>
  documentRules.flatMap(({ output, write }) => {
    const text = write(fact, { ...context, acceptance });
    return text === undefined ? [] : [[output, text] as const];
  });

describe('the documents of validation', () => {
  it('are all the outputs of its steps but those of deployment and monitoring', () => {
    const outputs = (step: string, numbers: readonly number[]) => numbers.map((n) => `${step}.output-${String(n)}`);
    expect(documentRules.map(({ output }) => output)).toEqual([
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

  it('confirm no gate that failed, and no acceptance below its threshold', () => {
    const inputs = [{ eventId: uuid(2), type: 'x' }];
    expect(
      written(PreReleaseGateDecided.of({ releaseId, verdict: 'failed', inputs, policyDigest: digestOf('e') })),
    ).toEqual([]);
    expect(written(AcceptanceTestsCompleted.of({ releaseId, accepted: 1, total: 2, ratio: 0.5 }))).toEqual([]);
  });

  it('say when and by whom it was, and from which event they were made', () => {
    const [document] = written(ConcernsAddressed.of({ releaseId, raised: 0, openCritical: 0 }));
    expect(document?.[1]).toContain(`Release ${releaseId}, ${now}, by validation.`);
    expect(document?.[1]).toContain(`Made from the event ${uuid(1)}.`);
  });
});
