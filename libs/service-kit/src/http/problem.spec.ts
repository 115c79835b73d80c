import { NotFoundException } from '@nestjs/common';
import { defineEvent, topics } from '@slipway/contracts';
import { reject } from '@slipway/decider';
import { EventStoreError } from '@slipway/event-store';
import { QueryFailedError } from 'typeorm';
import { z } from 'zod';
import { ServiceKitError } from '../service-kit-error.js';
import { RejectedCommand } from './outcome.interceptor.js';
import { toProblem } from './problem.js';

const Window = z.object({ window: z.object({ end: z.iso.datetime() }) });

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

const fix = 'wait for it to open';
const problem = (error: unknown) => toProblem(error, { AUTHOR_CANNOT_APPROVE: 403 });

describe('toProblem', () => {
  it('gives a rejection the status that the service names for its code', () => {
    expect(problem(new RejectedCommand(reject('AUTHOR_CANNOT_APPROVE', { author: 'ada', fix: 'ask grace' })))).toEqual({
      type: 'urn:slipway:problem:author-cannot-approve',
      title: 'Author cannot approve',
      status: 403,
      detail: 'Author cannot approve: author: ada; fix: ask grace.',
      code: 'AUTHOR_CANNOT_APPROVE',
      author: 'ada',
      fix: 'ask grace',
    });
  });

  it('is 409 for a rejection without one', () => {
    expect(problem(new RejectedCommand(reject('WINDOW_CLOSED', { fix })))).toMatchObject({
      status: 409,
      detail: 'Window closed: fix: wait for it to open.',
    });
  });

  it('never lets details pass for the members of a problem', () => {
    const sly = new RejectedCommand(reject('WINDOW_CLOSED', { fix, status: 200, code: 'FINE', type: 'x', title: 'y' }));
    expect(problem(sly)).toMatchObject({ status: 409, code: 'WINDOW_CLOSED', title: 'Window closed' });
  });

  it('knows the errors of the libraries', () => {
    expect(problem(new ServiceKitError('PRECONDITION_FAILED', { expected: 1, actual: 2 }))).toMatchObject({
      status: 412,
      actual: 2,
    });
    expect(problem(new EventStoreError('STORE_UNAVAILABLE'))).toMatchObject({ status: 503 });
    expect(problem(new EventStoreError('STORE_BUSY'))).toMatchObject({ status: 503 });
    expect(problem(new NotFoundException('no such page'))).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      detail: 'no such page',
    });
  });

  it('says of a document that it is no longer what was put', () => {
    const corrupt = new EventStoreError('EVIDENCE_CORRUPT', { digest: 'sha256:aa', actual: 'sha256:bb' });
    expect(problem(corrupt)).toMatchObject({ status: 500, code: 'EVIDENCE_CORRUPT', digest: 'sha256:aa' });
  });

  it('names the field that a schema refuses when a fact is made of it', () => {
    const Scheduled = defineEvent('dev.slipway.planning.scheduled.v1', { topic: topics.planning, data: Window });
    const make = () => Scheduled.of({ window: { end: 'soon' } });
    expect(problem(thrownBy(make))).toMatchObject({
      status: 400,
      code: 'EVENT_INVALID',
      fields: [{ field: 'window.end' }],
    });
  });

  it.each([
    ['22021', 422, 'DATA_REFUSED'],
    ['40001', 503, 'STORE_BUSY'],
    ['57P01', 503, 'STORE_UNAVAILABLE'],
  ])(
    'says who is at fault when PostgreSQL refuses a statement with %s, and none of its words',
    (code, status, told) => {
      const refused = Object.assign(new Error('role "slipway_planning" hunter2'), { code, severity: 'ERROR' });
      const answer = problem(new QueryFailedError('select hunter2', [], refused));
      expect(answer).toMatchObject({ status, code: told });
      expect(JSON.stringify(answer)).not.toMatch(/hunter2|slipway_planning/);
    },
  );

  it('says that the store is out of reach when its connection broke', () => {
    const broken = new QueryFailedError('select', [], new Error('Connection terminated unexpectedly'));
    expect(problem(broken)).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
  });

  it('does not blame the sender for what is stored here and no longer satisfies its schema', () => {
    const read = () => Window.parse({ window: {} });
    expect(problem(thrownBy(read))).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
  });

  it('says nothing of what went wrong inside', () => {
    const told = JSON.stringify([
      problem(new Error('password=hunter2')),
      problem(
        new EventStoreError('STORE_UNAVAILABLE', { operation: 'append', problem: 'role "slipway_planning" hunter2' }),
      ),
      problem(new EventStoreError('EVENT_MISSING', { logIndex: 4711 })),
    ]);
    expect(told).not.toMatch(/hunter2|slipway_planning|EVENT|4711/);
    expect(told).toContain('INTERNAL_ERROR');
  });
});
