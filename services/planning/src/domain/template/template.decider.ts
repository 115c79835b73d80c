import {
  canonicalIdentity,
  TemplatePublished,
  type EvidenceReference,
  type TemplateReference,
} from '@slipway/contracts';
import { firstRejection, pass, reject, type Decider, type Rule } from '@slipway/decider';
import type { FlowTemplate } from '@slipway/flow';
import { unusableDurations } from './template-durations.js';

export interface PublishedTemplate {
  readonly template: TemplateReference;
  readonly title: string;
  readonly evidence: EvidenceReference;
  /** Absent from before it was noted. */
  readonly by?: string;
}

export interface TemplateState {
  /** In the order in which they were published: the last is the newest. */
  readonly published: readonly PublishedTemplate[];
}

export type TemplateCommand = Omit<PublishedTemplate, 'by'> & {
  readonly type: 'PublishTemplate';
  readonly flow: FlowTemplate;
};
export type TemplateRejection = 'TEMPLATE_VERSION_TAKEN' | 'TEMPLATE_INVALID';

const durationsAreUsable: Rule<[command: TemplateCommand], TemplateRejection> = ({ flow }) => {
  const errors = unusableDurations(flow);
  return errors.length === 0 ? pass : reject('TEMPLATE_INVALID', { errors, fix: 'fix what each of the errors names' });
};

/** The versions of one flow template, by its id. What was published under a version stays. */
export const template: Decider<TemplateState, TemplateCommand, TemplatePublished, TemplateRejection> = {
  category: 'template',
  initialState: { published: [] },
  evolve: ({ published }, { data }) => ({ published: [...published, data] }),
  decide(command, { published }, { actor }) {
    const { template: offered, title, evidence } = command;
    const same = published.find(({ template: { version } }) => version === offered.version);
    if (same === undefined) {
      const by = canonicalIdentity(actor.id);
      return (
        firstRejection([durationsAreUsable], command) ?? [
          TemplatePublished.of({ template: offered, title, evidence, by }),
        ]
      );
    }
    if (same.template.digest === offered.digest) return [];
    return reject('TEMPLATE_VERSION_TAKEN', {
      published: same.template,
      fix: 'give the changed template a new version',
    });
  },
};
