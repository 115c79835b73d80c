import type { ReleaseSummary } from '@slipway/contracts';
import { moment } from '@slipway/documents';

export interface Notice {
  readonly subject: string;
  readonly text: string;
}

type Paragraph = (release: ReleaseSummary) => string;

const forEverybody: Paragraph = ({ title, environment }) =>
  `"${title}" is planned for ${environment}. You receive this notice because the release affects you.`;

/** What each audience needs to know; an audience that a template adds gets the general text. */
const paragraphs: Readonly<Record<string, Paragraph>> = {
  stakeholders: ({ title, type, author }) => `"${title}" is a ${type} release by ${author}. Its review is complete.`,
  operations: ({ policy, environment, components }) =>
    `The rollout to ${environment} is ${policy.strategy}, ${policy.phases.map((phase) => `${String(phase)} %`).join(', ')}; ` +
    `rollback is ${policy.rollback}. Components: ${components.join(', ')}. Please acknowledge.`,
  support: ({ title, components }) =>
    `"${title}" changes ${components.join(', ')}. Report problems of users as issues of this release. Please acknowledge.`,
  users: ({ title, product }) => `${product} is about to change: ${title}.`,
  partners: ({ product, version, components }) =>
    `${product} ${version} changes ${components.join(', ')}. Please check the interfaces that you use.`,
  'affected-users': ({ title, product }) => `A release of ${product} fixes a problem that affects you: ${title}.`,
};

/** One audience's message, in the form that its channel carries. */
export function noticeFor(audience: string, form: 'line' | 'letter', release: ReleaseSummary): Notice {
  const { product, version, window } = release;
  const subject = `${product} ${version}: ${moment(window.start)} to ${moment(window.end)}`;
  const body = (Object.hasOwn(paragraphs, audience) ? paragraphs[audience] : undefined) ?? forEverybody;
  const paragraph = body(release);
  if (form === 'line') return { subject, text: paragraph };
  const when = `The window opens ${moment(window.start)} and closes ${moment(window.end)}.`;
  return { subject, text: [`To: ${audience}`, paragraph, when, 'Slipway'].join('\n\n') };
}
