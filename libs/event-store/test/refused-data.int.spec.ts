import { StoreUnderTest } from './support.js';

describe('what PostgreSQL can never keep', () => {
  let underTest: StoreUnderTest;
  beforeAll(async () => {
    underTest = await StoreUnderTest.open();
  });
  afterAll(() => underTest.close());

  it('is the fault of who asks for it, not of the store', async () => {
    const store = underTest.storeFor('planning');
    await expect(store.readStream('release-a\0b')).rejects.toMatchObject({ code: 'DATA_REFUSED' });
    const besideOthers = ['release-a\0b', 'release-none'].map((stream) => store.readStream(stream));
    expect(await Promise.allSettled(besideOthers)).toMatchObject([
      { reason: { code: 'DATA_REFUSED' } },
      { status: 'fulfilled', value: [] },
    ]);
    await expect(store.readTrail('a', { after: 2 ** 70 })).rejects.toMatchObject({ code: 'DATA_REFUSED' });
    expect(await store.readStream('release-none')).toEqual([]);
  });
});
