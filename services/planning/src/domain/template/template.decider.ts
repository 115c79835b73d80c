import { canonicalIdentity, TemplatePublished } from '@slipway/contracts';
import { firstRejection, type Decider } from '@slipway/decider';
import {
  isPublished,
  mayPublish,
  type TemplateCommand,
  type TemplateRejection,
  type TemplateState,
} from './template.policy.js';

export type { TemplateCommand } from './template.policy.js';

/** The versions of one flow template, by its id. What was published under a version stays. */
export const template: Decider<TemplateState, TemplateCommand, TemplatePublished, TemplateRejection> = {
  category: 'template',
  initialState: { published: [] },
  evolve: ({ published }, { data }) => ({ published: [...published, data] }),
  decide(command, state, context) {
    if (isPublished(command, state)) return [];
    const { template: offered, title, evidence } = command;
    const by = canonicalIdentity(context.actor.id);
    return (
      firstRejection(mayPublish, command, state, context) ?? [
        TemplatePublished.of({ template: offered, title, evidence, by }),
      ]
    );
  },
};
