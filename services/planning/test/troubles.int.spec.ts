import { randomUUID } from 'node:crypto';
import { PlanFinalised, topics } from '@slipway/contracts';
import { deadLetterMessage, encodeEvent, KafkaMessageBus } from '@slipway/messaging';
import { eventually } from '@slipway/testing';
import { stepStarted } from '@slipway/testing/services';
import { baseFlow, conductOf } from '@slipway/flow';
import { FlowStarted } from '@slipway/contracts';
import { ReleaseAnswer } from '../src/api/release.answer.js';
import { PlanningSystem, windowIn } from './planning-system.js';

const fact = (name: string) => `dev.slipway.planning.${name}.v1`;
const silent = { debug: () => undefined, warn: () => undefined, error: () => undefined };

describe('what a reaction gave up', () => {
  let planning: PlanningSystem;
  let bus: KafkaMessageBus;

  beforeAll(async () => {
    planning = await PlanningSystem.start();
    const { brokers, prefix } = planning.topics;
    const names = { brokers: [brokers], topicPrefix: prefix, clientId: 'letters' };
    bus = new KafkaMessageBus({ ...names, log: silent, onConsumerStopped: () => undefined });
  });

  afterAll(async () => {
    await bus.close();
    await planning.stop();
  });

  it('is shown on the release; what is no fact of a release is not, and no letter about a letter', async () => {
    const releaseId = await planning.newRelease();
    const window = { start: '0001-01-01T00:00:00.000Z', end: '0001-01-02T00:00:00.000Z' };
    const schedule = [{ step: 'prepare-release', ...window }];
    const event = await planning.itself.records(
      'release',
      releaseId,
      PlanFinalised.of({ releaseId, window, schedule }),
    );
    const message = encodeEvent('planning', event);
    const place = { partition: 0, offset: '0', timestamp: event.occurredAt };
    const letter = (headers: Record<string, string>, topic: (typeof topics)[keyof typeof topics] = topics.planning) =>
      deadLetterMessage(
        {
          ...place,
          topic,
          key: Buffer.from(releaseId),
          value: message.value,
          headers: { ...message.headers, ...headers },
        },
        'intruder',
        { reason: 'HANDLER_FAILED', detail: 'made up' },
      );
    await bus.publish(topics.deadLetter, [
      letter({ ce_id: randomUUID() }),
      letter({ ce_trail: 'unheard-of-1.0.0' }),
      letter({}, topics.deadLetter),
      letter({}, topics.ingest),
      deadLetterMessage({ ...place, topic: topics.planning, ...message, key: null }, 'issues.reactions', {
        reason: 'NOT_IN_THE_LOG',
        detail: 'a fact with other data',
      }),
      { key: null, value: null, headers: {} },
    ]);
    await planning.itself.publishes(event);
    const [givenUp] = await planning.said(releaseId, fact('work-given-up'));
    expect(givenUp).toMatchObject({ causationId: event.id, actor: { id: 'planning', kind: 'service' } });
    const { troubles } = ReleaseAnswer.parse((await planning.get(`releases/${releaseId}`)).body);
    expect(troubles).toContainEqual({
      group: 'planning.time-window',
      fact: { eventId: event.id, type: PlanFinalised.type },
      reason: expect.stringMatching(/^HANDLER_FAILED: /) as string,
    });
    expect(troubles.map(({ group }) => group)).toEqual(['planning.time-window']);
  });
});

describe('people who cannot be told', () => {
  it('for want of channels are named as soon as there is a plan, once, with the way on', async () => {
    const planning = await PlanningSystem.start({ channels: false });
    try {
      const releaseId = await planning.newRelease({ releaseType: 'patch' });
      const plan = () => planning.post(`releases/${releaseId}/plan`, 'ada');
      await plan();
      const failures = await planning.said(releaseId, fact('notification-failed'), 3);
      expect(failures.map(({ data }) => data)).toMatchObject(
        ['stakeholders', 'operations', 'support'].map((audience) => ({ audience, channel: 'not configured' })),
      );
      const { reason } = failures[0]?.data as { reason: string };
      expect(reason).toContain(`/planning/v1/releases/${releaseId}/exceptions`);
      for (const item of ['prepare-release.action-2', 'prepare-release.output-2', 'coordinate-release.action-1'])
        expect(reason).toContain(item);
      await plan();
      await planning.said(releaseId, fact('release-revised'), 2);
      expect(await planning.said(releaseId, fact('notification-failed'))).toHaveLength(3);
    } finally {
      await planning.stop();
    }
  });

  it('by the deadline are named once, and told as soon as the channel takes it', async () => {
    const planning = await PlanningSystem.start();
    try {
      const { policy } = baseFlow;
      const deadlines = { ...conductOf({}).deadlines, notice: 'PT1S' };
      const hurried = { ...baseFlow, id: 'hurried', policy: { ...policy, conduct: { ...policy.conduct, deadlines } } };
      expect(await planning.post('templates', 'ada', hurried)).toMatchObject({ status: 201 });
      const releaseId = await planning.newRelease({ releaseType: 'patch', templateId: hurried.id });
      await planning.post(`releases/${releaseId}/plan`, 'ada', { window: windowIn({ seconds: 3600 }) });
      await planning.said(releaseId, fact('communication-prepared'));
      const [started] = await planning.said(releaseId, fact('flow-started'));
      const { release } = FlowStarted.data.parse(started?.data);
      planning.mailboxes.refusals = 1000;
      await planning.itself.says('flow', releaseId, stepStarted(release, 'coordinate-release', 'planning'));
      // Three audiences, three attempts each: the first in time, the second late, the third not recorded.
      await eventually(() => Promise.resolve(planning.mailboxes.refused >= 9), { within: 30_000 });
      const { communication } = ReleaseAnswer.parse((await planning.get(`releases/${releaseId}`)).body);
      expect(communication.failing).toHaveLength(3);
      for (const { deadline, reason } of communication.failing) {
        expect(deadline).toBeDefined();
        expect(reason).toContain(`/planning/v1/releases/${releaseId}/exceptions`);
        expect(reason).toContain('coordinate-release.action-1');
      }
      const late = (await planning.said(releaseId, fact('notification-failed'))).filter(
        ({ data }) => (data as { deadline?: string }).deadline !== undefined,
      );
      expect(late).toHaveLength(3);
      planning.mailboxes.refusals = 0;
      await planning.said(releaseId, fact('stakeholders-notified'));
    } finally {
      await planning.stop();
    }
  });
});
