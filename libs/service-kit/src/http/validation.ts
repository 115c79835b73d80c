import { StandardSchemaValidationPipe } from '@nestjs/common';
import { requestInvalid } from './request-invalid.js';

/** Checks bodies, queries and parameters against their schemas; the problem names each field and what it must be. */
export const requestValidation = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({ exceptionFactory: requestInvalid });
