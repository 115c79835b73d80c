import { exampleRelease as release, proposed } from '../release/release.examples.js';
import { completedRetrospective, retrospectiveDraft, type TrailEvent } from './retrospective.js';

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
