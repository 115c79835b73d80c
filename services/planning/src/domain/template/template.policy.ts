import type { EvidenceReference, TemplateReference } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
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

type PublishRule = Rule<[command: TemplateCommand, state: TemplateState, context: DecisionContext], TemplateRejection>;

const sameVersion = ({ template: { version } }: TemplateCommand, { published }: TemplateState) =>
  published.find(({ template }) => template.version === version);

/** Whether the template was published before, under its version and with the same content. */
export const isPublished = (command: TemplateCommand, state: TemplateState): boolean =>
  sameVersion(command, state)?.template.digest === command.template.digest;

const versionIsNew: PublishRule = (command, state) => {
  const same = sameVersion(command, state);
  return same === undefined
    ? pass
    : reject('TEMPLATE_VERSION_TAKEN', {
        published: same.template,
        fix: 'give the changed template a new version',
      });
};

const durationsAreUsable: PublishRule = ({ flow }) => {
  const errors = unusableDurations(flow);
  return errors.length === 0 ? pass : reject('TEMPLATE_INVALID', { errors, fix: 'fix what each of the errors names' });
};

export const mayPublish: readonly PublishRule[] = [versionIsNew, durationsAreUsable];
