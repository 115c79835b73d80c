import { IssueNotificationFailed, IssueRaised, IssueStatusCommunicated } from '@slipway/contracts';
import { IssuesSystem } from './issues-system.js';

const raise = (to: IssuesSystem, releaseId: string) =>
  to.call('POST', `releases/${releaseId}/issues`, { body: { title: 'slow start page' } });
const triage = (to: IssuesSystem, releaseId: string) => {
  const body = { category: 'usability', impact: 'low', urgency: 'low' };
  return to.call('POST', `issues/${releaseId}.1/triage`, { body });
};

describe('stakeholders', () => {
  let system: IssuesSystem;

  beforeAll(async () => {
    system = await IssuesSystem.start();
  });

  afterAll(async () => {
    await system.stop();
  });

  const communicated = (releaseId: string, count: number) =>
    system.said(releaseId, IssueStatusCommunicated.type, count);
  const notesOf = (releaseId: string) => system.stakeholders.told.filter(({ subject }) => subject.includes(releaseId));

  it('get a notice at every change of status, on every channel, with a receipt', async () => {
    const releaseId = await system.release('told');
    await raise(system, releaseId);
    await communicated(releaseId, 2);
    await triage(system, releaseId);
    await communicated(releaseId, 4);
    await system.call('POST', `issues/${releaseId}.1/resolution`, { body: { resolution: 'cached' } });
    const told = (await communicated(releaseId, 6)).map(({ data }) => data as IssueStatusCommunicated['data']);
    const statuses = ['raised', 'triaged', 'resolved'];
    for (const name of ['webhook', 'chat']) {
      expect(told.filter(({ channel }) => channel === name)).toMatchObject(
        statuses.map((status) => ({ status, receipt: '202 note-1' })),
      );
      expect(notesOf(releaseId).filter(({ channel }) => channel === name)).toMatchObject(
        statuses.map((status) => ({
          audience: 'stakeholders',
          subject: `Issue ${releaseId}.1 is ${status}: slow start page`,
        })),
      );
    }
  });

  it('get one notice on each channel while another fails; that is tried again, and the trail says so', async () => {
    const releaseId = await system.release('refused');
    system.stakeholders.refuseOnce('chat', releaseId);
    await raise(system, releaseId);
    const told = await communicated(releaseId, 2);
    expect(
      notesOf(releaseId)
        .map(({ channel }) => channel)
        .sort(),
    ).toEqual(['chat', 'webhook']);
    const [raised] = await system.said(releaseId, IssueRaised.type);
    const because = { causationId: raised?.id, correlationId: raised?.correlationId };
    expect(told).toMatchObject([because, because]);
    expect(await system.said(releaseId, IssueNotificationFailed.type)).toMatchObject([
      {
        ...because,
        data: { status: 'raised', channel: 'chat', reason: 'the webhook answered 503', retryAt: expect.any(String) },
      },
    ]);
  });

  it('get one notice of what is delivered twice', async () => {
    const releaseId = await system.release('noted');
    await raise(system, releaseId);
    await communicated(releaseId, 2);
    await system.redelivers(releaseId, IssueRaised.type);
    // Of the same topic and key, so it is handled after the other.
    await triage(system, releaseId);
    await communicated(releaseId, 4);
    expect(notesOf(releaseId).filter(({ subject }) => subject.includes('raised'))).toHaveLength(2);
  });
});

describe('without a channel', () => {
  let silent: IssuesSystem;

  beforeAll(async () => {
    silent = await IssuesSystem.start({});
  });

  afterAll(async () => {
    await silent.stop();
  });

  it('the trail says of each change that nobody could be notified, once, and what to do', async () => {
    const releaseId = await silent.release('silent');
    await raise(silent, releaseId);
    await silent.said(releaseId, IssueNotificationFailed.type);
    await triage(silent, releaseId);
    const failed = await silent.said(releaseId, IssueNotificationFailed.type, 2);
    const [channel, reason] = ['not configured', 'add channels to NOTIFICATION_CHANNELS'];
    const change = { issueId: `${releaseId}.1`, releaseId, eventId: expect.any(String) };
    expect(failed.map(({ data }) => data)).toEqual(
      ['raised', 'triaged'].map((status) => ({ ...change, status, channel, reason })),
    );
  });
});
