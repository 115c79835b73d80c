import { NotFoundException } from '@nestjs/common';
import { reject } from '@slipway/decider';
import { EventStoreError } from '@slipway/event-store';
import { z } from 'zod';
import { ServiceKitError } from '../service-kit-error.js';
import { RejectedCommand } from './outcome.interceptor.js';
import { toProblem } from './problem.js';

const problem = (error: unknown) => toProblem(error, { AUTHOR_CANNOT_APPROVE: 403 });

describe('toProblem', () => {
  it('gives a rejection the status that the service names for its code', () => {
    expect(problem(new RejectedCommand(reject('AUTHOR_CANNOT_APPROVE', { author: 'ada' })))).toEqual({
      type: 'urn:slipway:problem:author-cannot-approve',
      title: 'Author cannot approve',
      status: 403,
      detail: 'Author cannot approve: author: ada.',
      code: 'AUTHOR_CANNOT_APPROVE',
      author: 'ada',
    });
  });

  it('is 409 for a rejection without one', () => {
    expect(problem(new RejectedCommand(reject('WINDOW_CLOSED')))).toMatchObject({
      status: 409,
      detail: 'Window closed.',
    });
  });

  it('never lets details pass for the members of a problem', () => {
    const sly = new RejectedCommand(reject('WINDOW_CLOSED', { status: 200, code: 'FINE', type: 'x', title: 'y' }));
    expect(problem(sly)).toMatchObject({ status: 409, code: 'WINDOW_CLOSED', title: 'Window closed' });
  });

  it('knows the errors of the libraries', () => {
    expect(problem(new ServiceKitError('PRECONDITION_FAILED', { expected: 1, actual: 2 }))).toMatchObject({
      status: 412,
      actual: 2,
    });
    expect(problem(new EventStoreError('STORE_UNAVAILABLE'))).toMatchObject({ status: 503 });
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

  it('names the field that a schema refuses', () => {
    const { error } = z.object({ window: z.object({ end: z.iso.datetime() }) }).safeParse({ window: { end: 'soon' } });
    expect(problem(error)).toMatchObject({ status: 400, fields: [{ field: 'window.end' }] });
  });

  it('says nothing of what went wrong inside', () => {
    const told = JSON.stringify([
      problem(new Error('password=hunter2')),
      problem(new EventStoreError('EVENT_MISSING', { logIndex: 4711 })),
    ]);
    expect(told).not.toMatch(/hunter2|EVENT|4711/);
    expect(told).toContain('INTERNAL_ERROR');
  });
});
