import type { ReleaseSummary } from '@slipway/contracts';
import { moment } from '@slipway/documents';

export interface Notice {
  readonly subject: string;
  readonly text: string;
}

type Paragraph = (release: ReleaseSummary) => string;

const forEverybody: Paragraph = ({ title, environment }) =>
  `"${title}" goes to ${environment}. You are told because you are affected by it.`;

/** What each audience needs to know; an audience that a template adds is told what everybody is. */
const paragraphs: Readonly<Record<string, Paragraph>> = {
  stakeholders: ({ title, type, author }) =>
    `"${title}" is a ${type} release by ${author}. It has been reviewed and approved.`,
  operations: ({ policy, environment, components }) =>
    `The rollout to ${environment} is ${policy.strategy}, ${policy.phases.map((phase) => `${String(phase)} %`).join(', ')}; ` +
    `rollback is ${policy.rollback}. Components: ${components.join(', ')}. Please acknowledge.`,
  support: ({ title, components }) =>
    `"${title}" changes ${components.join(', ')}. Questions and trouble that users report belong to this release. Please acknowledge.`,
  users: ({ title, product }) => `${product} gets better: ${title}. You can keep working during the change.`,
  partners: ({ product, version, components }) =>
    `${product} ${version} changes ${components.join(', ')}. Interfaces that you use stay as they are unless you were told otherwise.`,
  'affected-users': ({ title, product }) => `A problem that affects you in ${product} is being mended: ${title}.`,
};

/** One audience's message, in the form that its channel carries. */
export function noticeFor(audience: string, form: 'line' | 'letter', release: ReleaseSummary): Notice {
  const { product, version, window } = release;
  const subject = `${product} ${version}: ${moment(window.start)} to ${moment(window.end)}`;
  const body = (Object.hasOwn(paragraphs, audience) ? paragraphs[audience] : undefined) ?? forEverybody;
  const told = body(release);
  if (form === 'line') return { subject, text: told };
  const when = `The window opens ${moment(window.start)} and closes ${moment(window.end)}.`;
  return { subject, text: [`To: ${audience}`, told, when, 'Slipway'].join('\n\n') };
}
