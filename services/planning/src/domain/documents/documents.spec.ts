import { PlanFinalised } from '@slipway/contracts';
import { baseFlow } from '@slipway/flow';
import { initialState as closure } from '../closure/closure.state.js';
import { initialState as communication } from '../communication/communication.state.js';
import { noticeFor } from '../communication/notice.js';
import { exampleRelease, proposed } from '../release/release.examples.js';
import { scheduleOf } from '../release/schedule.js';
import { completedRetrospective } from './closure-documents.js';
import { isDocument, outputRules } from './outputs.js';
import { retrospectiveDraft, type TrailEvent } from './retrospective.js';

const release = exampleRelease;
const subject = { release, communication, closure };

it('covers every output of the steps of planning, but those of deployment and monitoring', () => {
  const wanted = baseFlow.steps.filter(({ service }) => service === 'planning').flatMap(({ outputs }) => outputs);
  const elsewhere = ['prepare-release.output-4', 'prepare-release.output-5', 'coordinate-release.output-5'];
  expect([...outputRules.map(({ output }) => output), ...elsewhere].sort()).toEqual(wanted.map(({ id }) => id).sort());
});

it('makes the plan from the fact', () => {
  const { window, releaseId } = release;
  const plan = PlanFinalised.of({ releaseId, window, schedule: scheduleOf(baseFlow.steps, window.start) });
  const content = outputRules[0].contentOf(plan, subject);
  const text = isDocument(content) ? content.text : '';
  expect(text).toContain('# Release plan: shop 1.1.0');
  expect(text).toContain('| execute-deployment | 2026-11-24 10:00:00 UTC | 2026-11-24 13:00:00 UTC |');
});

it('tells each audience what concerns it, and an unknown one what everybody is told', () => {
  const texts = [...release.policy.audiences, 'press'].map((audience) => noticeFor(audience, 'letter', release).text);
  expect(new Set(texts).size).toBe(texts.length);
  expect(noticeFor('operations', 'line', release).text).toContain('50 %, 100 %');
});

describe('the retrospective', () => {
  const at = (minute: number) => `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`;
  const releaseId = release.releaseId;
  const event = (minute: number, type: string, data: unknown): TrailEvent => ({ type, data, occurredAt: at(minute) });
  const step = { id: 'prepare-release', title: 'Preparation', type: 'planning', service: 'planning' };
  const work = { actions: [{ id: 'a', text: 'a' }], outputs: [{ id: 'o', text: 'o' }] };
  const issueId = 'shop-1.1.0.1';
  const trail = [
    event(0, 'dev.slipway.planning.release-proposed.v1', proposed().data),
    event(5, 'dev.slipway.planning.step-started.v1', { step: { ...step, ...work }, release }),
    event(20, 'dev.slipway.planning.step-completed.v1', { releaseId, step: step.id, title: step.title }),
    event(30, 'dev.slipway.issues.raised.v1', {
      issueId,
      releaseId,
      title: 'Slow',
      detail: '',
      source: { kind: 'person' },
    }),
    event(40, 'dev.slipway.issues.resolved.v1', {
      issueId,
      releaseId,
      resolution: 'cached',
      critical: false,
      inTime: true,
      evidence: [],
    }),
    event(41, 'dev.slipway.issues.raised.v1', { unreadable: true }),
  ];
  const { text } = retrospectiveDraft(trail, release);

  it('tells the timeline, the waits and the issues from the trail', () => {
    expect(text).toContain('| Preparation | 2026-11-24 10:05:00 UTC | 2026-11-24 10:20:00 UTC | 15 min |');
    expect(text).toContain('| the first step, Preparation | 5 min |');
    expect(text).toContain('| shop-1.1.0.1 | Slow | not triaged | after 10 min |');
  });

  it('is completed by people below what the trail says', () => {
    const completed = completedRetrospective(text, { participants: ['ada'], notes: 'Good.\n\n# Next time' }, release);
    expect(completed.text.startsWith(text.trimEnd())).toBe(true);
    expect(completed.text).toContain('## Notes\n\nGood.\n\n\\# Next time');
  });
});
