import type { EventDefinition } from './define-event.js';
import * as deployment from './deployment/index.js';
import * as intake from './intake/index.js';
import * as issues from './issues/index.js';
import * as monitoring from './monitoring/index.js';
import * as planning from './planning/index.js';
import * as validation from './validation/index.js';

const isEventDefinition = (value: unknown): value is EventDefinition =>
  typeof value === 'object' && value !== null && 'topic' in value && 'schemaVersion' in value;

/** Every published event by its wire type. */
export const eventCatalog: ReadonlyMap<string, EventDefinition> = new Map(
  [planning, validation, deployment, monitoring, issues, intake]
    .flatMap((events) => Object.values<unknown>(events))
    .filter(isEventDefinition)
    .map((definition) => [definition.type, definition]),
);
