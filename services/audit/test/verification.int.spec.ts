import { OutputRecorded, ReleaseProposed } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { golden } from '@slipway/testing/services';
import { LogVerificationAnswer, VerificationAnswer } from '../src/api/verification.answer.js';
import { AuditSystem } from './audit-system.js';

const at = '2026-11-20T10:00:00.000Z';
let system: AuditSystem;
let count = 0;

beforeAll(async () => {
  system = await AuditSystem.start();
});
afterAll(() => system.stop());

/** A release of three events, the second of which names a document; all of it is in the log and in the list. */
async function recorded() {
  const version = `1.0.${String(++count)}`;
  const releaseId = `shop-${version}`;
  const planning = { by: 'planning', trail: releaseId, at } as const;
  const proposal = { ...ReleaseProposed.data.parse(golden('planning/release-proposed')), releaseId, version };
  await system.say({ ...planning, category: 'release', fact: ReleaseProposed.of(proposal) });
  const mediaType = 'text/markdown';
  const evidence = { ...(await system.keep(`# Plan of ${releaseId}`, mediaType)), mediaType, title: 'Plan' };
  const by = { kind: 'attestation' as const, actor: 'ada', statement: 'attached', evidence: [evidence] };
  const output = { releaseId, step: 'prepare-release', text: 'Plan', evidence, by };
  for (const number of [1, 2]) {
    const fact = OutputRecorded.of({ ...output, output: `prepare-release.output-${String(number)}` });
    await system.say({ ...planning, category: 'flow', fact });
  }
  await eventually(async () => {
    const { items } = await system.releases('');
    const found = items.find((release) => release.releaseId === releaseId);
    return found !== undefined && (await system.trail(releaseId)).items.every(({ logIndex }) => logIndex !== undefined);
  });
  return { releaseId, digest: evidence.digest };
}

const verify = async (trail: string) =>
  VerificationAnswer.parse((await system.call(`releases/${trail}/verification`)).body);

/** Every part of the log, until one has a defect. */
async function verifyLog(): Promise<LogVerificationAnswer> {
  for (let from = 0; ;) {
    const part = LogVerificationAnswer.parse((await system.call(`log/verification?from=${String(from)}&limit=5`)).body);
    if (!part.ok || part.next === undefined) return part;
    from = part.next;
  }
}

it('holds for a trail, its documents and the log while everything is as it was recorded', async () => {
  const { releaseId } = await recorded();
  expect(await verify(releaseId)).toEqual({
    ok: true,
    trail: releaseId,
    events: 3,
    waiting: 0,
    documents: 1,
    head: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(await verifyLog()).toMatchObject({ ok: true });
});

describe('a trail that somebody with the rights of the server changed', () => {
  const where = 'WHERE trail = $1 AND trail_position';
  const removeEvents = 'DELETE FROM store.events WHERE trail = $1';
  const removeLog = 'DELETE FROM store.log WHERE trail = $1';
  const swapped = [
    `UPDATE store.log SET log_index = -log_index ${where} IN (2, 3)`,
    `UPDATE store.log SET log_index = -log_index - 1 ${where} = 3`,
    `UPDATE store.log SET log_index = -log_index + 1 ${where} = 2`,
  ];

  it.each([
    ['a byte of an event', [`UPDATE store.events SET payload = payload || ' ' ${where} = 2`], 'leafHash', 2],
    ['the absence of an event', [`DELETE FROM store.events ${where} = 2`], 'trailPosition', 3],
    ['a place before the first', [`UPDATE store.events SET trail_position = -1 ${where} = 3`], 'trailPosition', -1],
    ['the absence of all events', [removeEvents], 'missing', 1],
    ['the absence of its last row in the log', [`DELETE FROM store.log ${where} = 3`], 'unlogged', 3],
    ['the absence of all its rows in the log', [removeLog], 'unlogged', 1],
    ['another order in the log', swapped, 'logIndex', 3],
    ['the list of releases when nothing is left', [removeEvents, removeLog], 'removed', undefined],
  ])('is found by %s', async (_, tampering, field, trailPosition) => {
    const { releaseId } = await recorded();
    await recorded();
    await system.whileTampered(releaseId, tampering, async () => {
      const { defect } = (await verify(releaseId)) as Extract<VerificationAnswer, { ok: false }>;
      expect(defect).toMatchObject({ field });
      expect(defect.trailPosition).toBe(trailPosition);
      expect(await verifyLog()).toMatchObject({ ok: false });
    });
    expect(await verify(releaseId)).toMatchObject({ ok: true });
  });
});

describe('a document that somebody with the rights of the server changed', () => {
  it.each([
    ['bytes', `UPDATE store.evidence SET bytes = bytes || 'x'::bytea WHERE digest = $1`, 'evidenceBytes'],
    ['media type', `UPDATE store.evidence_type SET media_type = 'text/html' WHERE digest = $1`, 'evidenceMediaType'],
    ['existence', 'DELETE FROM store.evidence WHERE digest = $1', 'evidenceMissing'],
  ])('is found by its %s, at the event that names it', async (_, tampering, field) => {
    const { releaseId, digest } = await recorded();
    expect(await system.tamper(tampering, [digest])).toBe(1);
    expect(await verify(releaseId)).toMatchObject({ ok: false, events: 3, defect: { field, trailPosition: 2 } });
  });
});
