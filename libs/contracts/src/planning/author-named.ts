import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** Somebody says which person wrote the release, where the name that its review gave is nobody that the identity provider knows. */
export const AuthorNamed = defineEvent('dev.slipway.planning.author-named.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    author: z.string().min(1),
    /** The name in the review. */
    was: z.string().min(1),
    by: z.string().min(1),
  }),
});
export type AuthorNamed = EventOf<typeof AuthorNamed>;
