import { digest, PlanningSystem } from './planning-system.js';

let planning: PlanningSystem;

beforeAll(async () => {
  planning = await PlanningSystem.start();
});

afterAll(() => planning.stop());

describe('the ETag of a release', () => {
  it('guards an approval of artifacts that changed after it was read', async () => {
    const releaseId = await planning.newRelease();
    const path = `releases/${releaseId}`;
    const read = async () => (await planning.get(path, 'grace')).headers.get('etag') ?? '';
    const approve = async (etag: string) =>
      planning.post(`${path}/approvals`, 'grace', {}, { headers: { 'if-match': etag } });
    const before = await read();
    const artifacts = [{ name: 'shop', uri: 'https://artifacts.example/2.tgz', digest: digest('b') }];
    expect(await planning.post(`${path}/artifacts`, 'ada', { artifacts, reason: 'rebuilt' })).toMatchObject({
      status: 201,
    });
    expect(await approve(before)).toMatchObject({
      status: 412,
      body: { code: 'PRECONDITION_FAILED', stream: `release-${releaseId}`, expected: 1, actual: 2 },
    });
    expect(await planning.trail(releaseId)).not.toContainEqual(
      expect.objectContaining({ type: 'dev.slipway.planning.approval-given.v1' }),
    );
  });
});
