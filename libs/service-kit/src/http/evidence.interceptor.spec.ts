import { jest } from '@jest/globals';
import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { EvidenceReference } from '@slipway/contracts';
import { InMemoryEvidenceStore } from '@slipway/event-store';
import { lastValueFrom, of } from 'rxjs';
import { EvidenceInterceptor } from './evidence.interceptor.js';

const next: CallHandler = { handle: () => of('done') };
const unknown = `sha256:${'0'.repeat(64)}`;
const reference = (digest: string) => ({ digest, mediaType: 'text/plain', size: 1, title: 'Plan' });

function send(store: InMemoryEvidenceStore, body: unknown): Promise<unknown> {
  const request = { method: 'POST', body };
  const context = { getType: () => 'http', switchToHttp: () => ({ getRequest: () => request }) };
  return lastValueFrom(new EvidenceInterceptor(store).intercept(context as unknown as ExecutionContext, next));
}

describe('a command that names documents', () => {
  const store = new InMemoryEvidenceStore();

  it('is handled when they are there, without any of them being read', async () => {
    const { digest } = await store.put(Buffer.from('a'), 'text/plain');
    const get = jest.spyOn(store, 'get');
    await expect(send(store, { plan: { evidence: [reference(digest)] } })).resolves.toBe('done');
    expect(get).not.toHaveBeenCalled();
  });

  it('is refused when one is not', async () => {
    await expect(send(store, { evidence: reference(unknown) })).rejects.toMatchObject({
      code: 'EVIDENCE_UNKNOWN',
      details: { unknown: [unknown] },
    });
  });

  it('is looked through at little cost, whatever it holds', async () => {
    const parse = jest.spyOn(EvidenceReference, 'safeParse');
    const body = [...Array.from({ length: 1000 }, () => ({})), null, 'digest', { digest: 1 }];
    await expect(send(store, body)).resolves.toBe('done');
    expect(parse).not.toHaveBeenCalled();
  });
});
