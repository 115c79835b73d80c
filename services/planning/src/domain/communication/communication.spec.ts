import {
  CommunicationPrepared,
  NotificationDelivered,
  NotificationFailed,
  StakeholdersNotified,
  TeamAcknowledged,
  TeamsCoordinated,
  type Actor,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { communication, type CommunicationCommand } from './communication.decider.js';

const releaseId = 'shop-1.1.0';
const now = '2026-11-24T09:00:00.000Z';
const person = (id: string, ...roles: Actor['roles']): Actor => ({ id, kind: 'person', roles });
const { given } = specificationFor(communication, { now, actor: person('planning'), progress: 'preparing' }, expect);

const evidence = { digest: `sha256:${'a'.repeat(64)}`, mediaType: 'text/markdown', size: 10, title: 'Notice' };
const message = (audience: string, channel: string) => ({ audience, channel, subject: 'shop 1.1.0', evidence });
const prepared = (...audiences: string[]) =>
  CommunicationPrepared.of({
    releaseId,
    messages: audiences.flatMap((audience) => [message(audience, 'webhook'), message(audience, 'email')]),
  });
const deliver = (audience: string, channel: string): CommunicationCommand => ({
  type: 'RecordDelivery',
  releaseId,
  audience,
  channel,
  receipt: '202 abc',
  channels: 2,
});
const delivered = (audience: string, channel: string) =>
  NotificationDelivered.of({ releaseId, audience, channel, receipt: '202 abc', deliveredAt: now });

describe('notifications', () => {
  it('have reached the stakeholders when every audience has a receipt on enough channels', () => {
    given(
      prepared('stakeholders', 'support'),
      delivered('stakeholders', 'webhook'),
      delivered('stakeholders', 'email'),
      delivered('support', 'webhook'),
    )
      .when(deliver('support', 'email'))
      .then(
        delivered('support', 'email'),
        StakeholdersNotified.of({ releaseId, channels: ['webhook', 'email'], deliveries: 4 }),
      );
  });

  it('on one channel are not enough where two are asked for', () => {
    given(prepared('stakeholders')).when(deliver('stakeholders', 'webhook')).then(delivered('stakeholders', 'webhook'));
  });

  it('are recorded once each', () => {
    given(prepared('stakeholders'), delivered('stakeholders', 'email'))
      .when(deliver('stakeholders', 'email'))
      .thenNothing();
  });

  it('of another window are given to everybody again', () => {
    const moved = { ...message('stakeholders', 'webhook'), subject: 'shop 1.1.0, a day later' };
    const both = [moved, message('stakeholders', 'email')];
    const told = [delivered('stakeholders', 'webhook'), delivered('stakeholders', 'email')];
    given(prepared('stakeholders'), ...told, CommunicationPrepared.of({ releaseId, messages: both }))
      .when(deliver('stakeholders', 'webhook'))
      .then(delivered('stakeholders', 'webhook'));
    given(prepared('stakeholders'), ...told, prepared('stakeholders'))
      .when(deliver('stakeholders', 'webhook'))
      .thenNothing();
  });

  it('that fail are recorded with the reason and may succeed later', () => {
    const failed = { releaseId, audience: 'stakeholders', channel: 'email', reason: 'connection refused' };
    given(prepared('stakeholders'))
      .when({ type: 'RecordFailure', ...failed, deadline: '2026-11-24T13:00:00.000Z', wayOn: 'ask for a waiver' })
      .then(NotificationFailed.of(failed));
    given(prepared('stakeholders'), delivered('stakeholders', 'webhook'), NotificationFailed.of(failed))
      .when(deliver('stakeholders', 'email'))
      .then(
        delivered('stakeholders', 'email'),
        StakeholdersNotified.of({ releaseId, channels: ['webhook', 'email'], deliveries: 2 }),
      );
  });
});

describe('a notification that is late', () => {
  const deadline = '2026-11-24T08:00:00.000Z';
  const way = { releaseId, audience: 'stakeholders', channel: 'email' };
  const fail: CommunicationCommand = {
    type: 'RecordFailure',
    ...way,
    reason: 'connection refused',
    deadline,
    wayOn: 'ask for a waiver',
  };
  const late = NotificationFailed.of({
    ...way,
    deadline,
    reason: `connection refused; it should have been delivered by ${deadline}, and is tried again until the release ends: ask for a waiver`,
  });

  it('is said to be once, with who can act, and not at each attempt after that', () => {
    given(prepared('stakeholders')).when(fail).then(late);
    given(prepared('stakeholders'), late).when(fail).thenNothing();
    given(prepared('stakeholders'), late)
      .when({ ...fail, channel: 'webhook', deadline: '2026-11-24T13:00:00.000Z' })
      .then(NotificationFailed.of({ ...way, channel: 'webhook', reason: 'connection refused' }));
  });

  it('is said to be again of another message', () => {
    const moved = { ...message('stakeholders', 'email'), subject: 'shop 1.1.0, a day later' };
    given(prepared('stakeholders'), late, CommunicationPrepared.of({ releaseId, messages: [moved] }))
      .when(fail)
      .then(late);
  });

  it('may still be delivered', () => {
    const { state } = given(prepared('stakeholders'), late).when(deliver('stakeholders', 'email'));
    expect(state()).toMatchObject({ failing: [], delivered: [{ audience: 'stakeholders', channel: 'email' }] });
  });
});

it('says once for each audience that channels are missing, and again when the reason is another', () => {
  const missing: CommunicationCommand = {
    type: 'RecordMissingChannels',
    releaseId,
    audiences: ['stakeholders', 'support'],
    reason: 'none are configured',
  };
  const failed = (audience: string) =>
    NotificationFailed.of({ releaseId, audience, channel: 'not configured', reason: 'none are configured' });
  given().when(missing).then(failed('stakeholders'), failed('support'));
  given(failed('stakeholders'), failed('support')).when(missing).thenNothing();
});

it.each<CommunicationCommand>([
  { type: 'PrepareCommunication', releaseId, messages: [message('stakeholders', 'webhook')] },
  { type: 'AcknowledgeTeam', releaseId, team: 'support' },
  { type: 'ScheduleTraining', releaseId, sessions: [] },
  { type: 'OpenCommandCentre', releaseId, link: 'https://chat.example/shop', roster: [] },
  {
    type: 'PublishTimeline',
    releaseId,
    window: { start: now, end: '2026-11-24T10:00:00.000Z' },
    impacts: [],
    evidence,
  },
  deliver('stakeholders', 'webhook'),
])('takes no $type once the release has ended', (command) => {
  given().when(command, { progress: 'ended' }).thenRejected('RELEASE_ENDED');
});

describe('the teams', () => {
  const acknowledge = (team: 'operations' | 'support'): CommunicationCommand => ({
    type: 'AcknowledgeTeam',
    releaseId,
    team,
  });
  const acknowledged = (team: 'operations' | 'support', by: string) =>
    TeamAcknowledged.of({ releaseId, team, person: by });
  const radia = { actor: person('radia', 'sre') };
  const margaret = { actor: person('margaret', 'support') };

  it('are coordinated when both have acknowledged', () => {
    given(acknowledged('operations', 'radia'))
      .when(acknowledge('support'), margaret)
      .then(
        acknowledged('support', 'margaret'),
        TeamsCoordinated.of({
          releaseId,
          teams: [
            { team: 'operations', person: 'radia' },
            { team: 'support', person: 'margaret' },
          ],
        }),
      );
  });

  it('acknowledge through one of their own, once', () => {
    given().when(acknowledge('support'), radia).thenRejected('ROLE_REQUIRED');
    given()
      .when(acknowledge('support'), { actor: person('root', 'admin') })
      .thenRejected('ROLE_REQUIRED');
    given().when(acknowledge('operations'), radia).then(acknowledged('operations', 'radia'));
    given(acknowledged('operations', 'radia'))
      .when(acknowledge('operations'), radia)
      .thenRejected('ACKNOWLEDGED_ALREADY');
  });
});
