import { jest } from '@jest/globals';
import { Logger, type ArgumentsHost } from '@nestjs/common';
import { EventStoreError } from '@slipway/event-store';
import { ProblemFilter } from './problem.filter.js';

const request = { slipwayRequestId: 'request-1' };
const response = { setHeader: () => response, status: () => response, json: () => response, headersSent: false };
const host = {
  getType: () => 'http',
  switchToHttp: () => ({ getRequest: () => request, getResponse: () => response }),
} as unknown as ArgumentsHost;

it('logs why something is not possible, which the sender is not told', () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  const error = new EventStoreError('STORE_UNAVAILABLE', { operation: 'append' }, { cause: new Error('no route') });

  new ProblemFilter({}).catch(error, host);

  expect(warn).toHaveBeenCalledWith({ err: error, code: 'STORE_UNAVAILABLE', requestId: 'request-1' });
  warn.mockRestore();
});
