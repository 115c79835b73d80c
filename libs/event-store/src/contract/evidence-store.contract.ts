import { limits } from '@slipway/contracts';
import { digestOf, type EvidenceStore } from '../evidence-store.js';

/** What every evidence store does. Call it within a `describe`. */
export function evidenceStoreContract(open: () => Promise<{ store: EvidenceStore; close: () => Promise<void> }>): void {
  let store: EvidenceStore;
  let close: () => Promise<void>;

  beforeAll(async () => ({ store, close } = await open()));
  afterAll(() => close());

  it('gives back the bytes under their digest', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
    const { digest, size } = await store.put(bytes, 'application/octet-stream');
    expect({ digest, size }).toEqual({ digest: digestOf(bytes), size: 100_000 });
    const document = await store.get(digest);
    expect(document?.mediaTypes).toEqual(['application/octet-stream']);
    expect(Buffer.compare(document?.bytes ?? new Uint8Array(), bytes)).toBe(0);
  });

  it('keeps the same bytes once, with what each who puts them says that they are', async () => {
    const bytes = Buffer.from('# Plan');
    const first = await store.put(bytes, 'text/markdown; charset=utf-8');
    expect(await store.put(bytes, 'text/plain')).toEqual(first);
    expect(await store.put(bytes, 'text/plain')).toEqual(first);
    expect((await store.get(first.digest))?.mediaTypes).toEqual(['text/markdown; charset=utf-8', 'text/plain']);
  });

  it('takes an empty document', async () => {
    const { digest } = await store.put(new Uint8Array(), 'text/plain');
    expect((await store.get(digest))?.bytes).toHaveLength(0);
  });

  it('knows no document under another digest', async () => {
    expect(await store.get(`sha256:${'0'.repeat(64)}`)).toBeUndefined();
    expect(await store.describe(`sha256:${'0'.repeat(64)}`)).toBeUndefined();
  });

  it('describes a document', async () => {
    const { digest } = await store.put(Buffer.from('# Report'), 'text/markdown');
    expect(await store.describe(digest)).toMatchObject({ size: 8, mediaTypes: ['text/markdown'] });
  });

  it.each([
    ['mediaType', new Uint8Array(), 'markdown'],
    ['bytes', new Uint8Array(limits.evidence.bytes + 1), 'text/plain'],
  ])('names %s when it is invalid', async (field, bytes, mediaType) => {
    await expect(store.put(bytes, mediaType)).rejects.toMatchObject({ code: 'INVALID_EVIDENCE', details: { field } });
  });
}
