import { limits, type EvidenceReference, type TemplateReference } from '@slipway/contracts';
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

type PublishRule = Rule<TemplateCommand, TemplateState, DecisionContext, TemplateRejection>;

const sameVersion = ({ template: { version } }: TemplateCommand, { published }: TemplateState) =>
  published.find(({ template }) => template.version === version);

const mostErrors = limits.problem.fields;

/** Refuses a template, with the first errors and the number of the others. */
export function templateInvalid(errors: readonly object[]) {
  const more = errors.length - mostErrors;
  const shown = more > 0 ? [...errors.slice(0, mostErrors), { reason: `and ${String(more)} more` }] : errors;
  return reject('TEMPLATE_INVALID', { errors: shown, fix: 'fix what each of the errors names' });
}

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
  return errors.length === 0 ? pass : templateInvalid(errors);
};

export const mayPublish: readonly PublishRule[] = [versionIsNew, durationsAreUsable];
