import { PlanFinalised } from '@slipway/contracts';
import { documentsFrom } from '@slipway/documents';
import { baseFlow } from '@slipway/flow';
import { initialState as closure } from './closure/closure.state.js';
import { initialState as communication } from './communication/communication.state.js';
import { documentRules } from './documents.js';
import { exampleRelease as release } from './release/release.examples.js';
import { scheduleOf } from './release/schedule.js';

it('covers every output of the steps of planning, but those of deployment and monitoring', () => {
  const wanted = baseFlow.steps.filter(({ service }) => service === 'planning').flatMap(({ outputs }) => outputs);
  const elsewhere = ['prepare-release.output-4', 'prepare-release.output-5', 'coordinate-release.output-5'];
  expect([...documentRules.map(({ output }) => output), ...elsewhere].sort()).toEqual(
    wanted.map(({ id }) => id).sort(),
  );
});

it('makes the plan from the fact', () => {
  const { window, releaseId } = release;
  const plan = PlanFinalised.of({ releaseId, window, schedule: scheduleOf(baseFlow.steps, window.start) });
  const fact = { ...plan, id: 'e-1', occurredAt: window.start, actor: { id: 'ada' } };
  const [document] = documentsFrom(documentRules, { release, communication, closure }, fact);
  expect(document?.content.title).toBe('Release plan: shop 1.1.0');
  const text = document !== undefined && 'text' in document.content ? document.content.text : '';
  expect(text).toContain('# Release plan: shop 1.1.0');
  expect(text).toContain('| execute-deployment | 2026-11-24 10:00:00 UTC | 2026-11-24 13:00:00 UTC |');
});
