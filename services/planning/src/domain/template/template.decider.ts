import { TemplatePublished, type EvidenceReference, type TemplateReference } from '@slipway/contracts';
import { reject, type Decider } from '@slipway/decider';

export interface PublishedTemplate {
  readonly template: TemplateReference;
  readonly title: string;
  readonly evidence: EvidenceReference;
}

export interface TemplateState {
  /** In the order in which they were published: the last is the newest. */
  readonly published: readonly PublishedTemplate[];
}

export type TemplateCommand = PublishedTemplate & { readonly type: 'PublishTemplate' };
export type TemplateRejection = 'TEMPLATE_VERSION_TAKEN';

/** The versions of one flow template, by its id. What was published under a version stays. */
export const template: Decider<TemplateState, TemplateCommand, TemplatePublished, TemplateRejection> = {
  category: 'template',
  initialState: { published: [] },
  evolve: ({ published }, { data }) => ({ published: [...published, data] }),
  decide({ template: offered, title, evidence }, { published }) {
    const same = published.find(({ template: { version } }) => version === offered.version);
    if (same === undefined) return [TemplatePublished.of({ template: offered, title, evidence })];
    if (same.template.digest === offered.digest) return [];
    return reject('TEMPLATE_VERSION_TAKEN', {
      published: same.template,
      fix: 'give the changed template a new version',
    });
  },
};
