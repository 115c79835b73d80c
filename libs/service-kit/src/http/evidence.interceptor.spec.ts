import { jest } from '@jest/globals';
import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { EvidenceReference } from '@slipway/contracts';
import { InMemoryEvidenceStore } from '@slipway/event-store';
import { lastValueFrom, of } from 'rxjs';
import type { Received, ReceivedEvidence } from '../evidence/received-evidence.js';
import { EvidenceInterceptor } from './evidence.interceptor.js';

const next: CallHandler = { handle: () => of('done') };
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const reference = (of: string, more: Partial<EvidenceReference> = {}): EvidenceReference => ({
  digest: of,
  mediaType: 'text/plain',
  size: 1,
  title: 'Plan',
  ...more,
});
const recorded = [
  reference(digest('a'), { mediaType: 'application/pdf', size: 4000, title: 'Restore log' }),
  reference(digest('a'), { mediaType: 'application/pdf', size: 4000, title: 'Log of the restore' }),
  reference(digest('b'), { size: 0 }),
];

/** What release `shop-1.0.0` has. */
const received = {
  of: (releaseId: string): Promise<Received> =>
    Promise.resolve(Map.groupBy(releaseId === 'shop-1.0.0' ? recorded : [], (each) => each.digest)),
} as unknown as ReceivedEvidence;

function send(body: unknown, params: object = { releaseId: 'shop-1.0.0' }, store = new InMemoryEvidenceStore()) {
  const request = { method: 'POST', body, params };
  const context = { getType: () => 'http', switchToHttp: () => ({ getRequest: () => request }) };
  const interceptor = new EvidenceInterceptor(store, received);
  return lastValueFrom(interceptor.intercept(context as unknown as ExecutionContext, next));
}

describe('a command about a release', () => {
  it('says of a document what was recorded when it was uploaded', async () => {
    const body = { plan: { evidence: [reference(digest('a'), { size: 123456, title: 'Signed contract' })] } };
    await expect(send(body)).resolves.toBe('done');
    expect(body).toEqual({ plan: { evidence: [recorded[0]] } });
  });

  it('keeps the title of the sender where the document was uploaded under it too', async () => {
    const body = { evidence: reference(digest('a'), { title: 'Log of the restore' }) };
    await send(body);
    expect(body.evidence).toEqual(recorded[1]);
  });

  it('knows the release of an issue', async () => {
    const body = { evidence: [reference(digest('a'))] };
    await expect(send(body, { issueId: 'shop-1.0.0.2' })).resolves.toBe('done');
    await expect(send(body, { issueId: 'shop-2.0.0.2' })).rejects.toMatchObject({ code: 'EVIDENCE_UNKNOWN' });
  });

  it('is refused with a document that was not uploaded for this release, though the store has it', async () => {
    const store = new InMemoryEvidenceStore();
    const kept = await store.put(Buffer.from('c'), 'text/plain');
    const sent = send({ evidence: reference(kept.digest) }, { releaseId: 'shop-1.0.0' }, store);
    await expect(sent).rejects.toMatchObject({
      code: 'EVIDENCE_UNKNOWN',
      details: {
        unknown: [kept.digest],
        fix: expect.stringContaining('POST /intake/v1/releases/shop-1.0.0/evidence') as string,
      },
    });
  });

  it('is refused with a document of no bytes', async () => {
    await expect(send({ evidence: reference(digest('b'), { size: 9 }) })).rejects.toMatchObject({
      code: 'EVIDENCE_EMPTY',
      details: { empty: [digest('b')] },
    });
  });

  it('is looked through at little cost, whatever it holds', async () => {
    const parse = jest.spyOn(EvidenceReference, 'safeParse');
    const body = [...Array.from({ length: 1000 }, () => ({})), null, 'digest', { digest: 1 }];
    await expect(send(body)).resolves.toBe('done');
    expect(parse).not.toHaveBeenCalled();
  });
});

describe('a command about no release', () => {
  it('needs the document in the store, without it being read', async () => {
    const store = new InMemoryEvidenceStore();
    const kept = await store.put(Buffer.from('a'), 'text/plain');
    const get = jest.spyOn(store, 'get');
    await expect(send({ evidence: reference(kept.digest) }, {}, store)).resolves.toBe('done');
    expect(get).not.toHaveBeenCalled();
    await expect(send({ evidence: reference(digest('0')) }, {}, store)).rejects.toMatchObject({
      code: 'EVIDENCE_UNKNOWN',
      details: { unknown: [digest('0')] },
    });
  });
});
