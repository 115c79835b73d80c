import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { JsonObject } from '../json.js';
import { Instant } from '../primitives.js';
import { ReleaseSummary, TemplateReference } from '../release.js';
import { topics } from '../topics.js';

/** `flow` is the whole pinned template, so that the trail needs nothing outside itself; its schema is FlowTemplate in libs/flow. */
export const FlowStarted = defineEvent('dev.slipway.planning.flow-started.v1', {
  topic: topics.planning,
  data: z.strictObject({
    release: ReleaseSummary,
    template: TemplateReference,
    flow: JsonObject,
    startedAt: Instant.exactOptional(),
  }),
});
export type FlowStarted = EventOf<typeof FlowStarted>;
