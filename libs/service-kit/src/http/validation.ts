import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ServiceKitError } from '../service-kit-error.js';
import { fieldName } from './problem.js';

/** Checks bodies, queries and parameters against their schemas; the problem names each field and what it must be. */
export const requestValidation = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => {
      const fields = issues.map(({ path, message }) => ({
        field: fieldName(path?.map((part) => (typeof part === 'object' ? part.key : part))),
        fix: message,
      }));
      const detail = fields.map(({ field, fix }) => `${field}: ${fix}`).join('; ');
      return new ServiceKitError('REQUEST_INVALID', { fields, detail });
    },
  });
