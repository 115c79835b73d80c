type RouteParameters = Readonly<Record<string, string | string[] | undefined>>;

/** The release of a route: named directly, or by one of its issues (`<release>.<number>`). */
export function releaseOfRoute({ releaseId, issueId }: RouteParameters): string | undefined {
  if (typeof releaseId === 'string') return releaseId;
  if (typeof issueId !== 'string' || !issueId.includes('.')) return undefined;
  return issueId.slice(0, issueId.lastIndexOf('.'));
}
