import type { IssueRaised } from '@slipway/contracts';

type Source = IssueRaised['data']['source'];

/** The identity of an issue's subject. An issue that a person raises is always its own, whatever its title. */
interface Subject {
  readonly issueId?: string;
  readonly title: string;
  readonly source: Pick<Source, 'kind'> & {
    readonly origin?: string | undefined;
    readonly subject?: string | undefined;
  };
}

/** The name that the source gives the subject, with the source. The title counts only if the source gives none. */
export function aboutOf({ issueId, title, source: { kind, origin, subject } }: Subject): string {
  if (kind === 'person') return JSON.stringify([kind, issueId]);
  return JSON.stringify([kind, origin ?? null, subject ?? null, ...(subject === undefined ? [title] : [])]);
}
