import type { OpenAPIObject } from '@nestjs/swagger';
import { etag } from '../http/zod-decorators.js';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

/**
 * Completes the answers of a route: that of a command without its own, and text if the route answers text as well as
 * JSON.
 */
export function completeSuccess({ responses }: Operation, command: boolean): void {
  for (const [status, response] of Object.entries(responses)) {
    if (!status.startsWith('2') || response === undefined || '$ref' in response) continue;
    if (command && response.content === undefined) responses[status] = accepted;
    for (const [mediaType, content] of Object.entries(response.content ?? {})) {
      if (mediaType.startsWith('text/')) content.schema = { type: 'string' };
    }
  }
}

const accepted = {
  description: 'Accepted: these facts are now in the stream.',
  headers: {
    ETag: etag,
    'Idempotency-Replayed': {
      description: 'true if the command was handled before and this is its first answer.',
      schema: { type: 'string' as const, enum: ['true'] },
    },
  },
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Accepted' } } },
};
