import { aboutOf } from './about.js';
import type { Trouble } from './desk.commands.js';
import { openIssues } from './desk.policy.js';
import type { DeskState, OpenIssue } from './desk.state.js';

/** The open issue about this, if there is one. */
export const openAbout = ({ open }: DeskState, about: string): OpenIssue | undefined =>
  [...open.values()].find((issue) => issue.about === about);

/** What the issue of a trouble would be about. */
export const aboutOfTrouble = ({ kind, origin, subject, title }: Trouble): string =>
  aboutOf({ title, source: { kind, origin, subject } });

/**
 * In an alert storm, an issue and its notices for each alert would help nobody: the rest is one issue. It has no
 * outside source, because its source is Slipway.
 */
export const stormOf = ({ title, detail, ...trouble }: Trouble): Trouble => ({
  ...trouble,
  ...{ kind: 'system', origin: undefined, subject: 'storm' },
  title: `${String(openIssues)} issues are open: this is what else is reported`,
  detail: `The first of it: ${title}\n\n${detail}`,
});
