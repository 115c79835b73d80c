/** Issue ids are `<release>.<number>`, numbered from 1. */
export const issueIdOf = (releaseId: string, number: number): string => `${releaseId}.${String(number)}`;

export const releaseOf = (issueId: string): string => issueId.slice(0, issueId.lastIndexOf('.'));

/** 0 if the text is not the id of an issue. */
export function numberOf(issueId: string): number {
  const number = issueId.slice(issueId.lastIndexOf('.') + 1);
  return /^[1-9]\d{0,8}$/.test(number) ? Number(number) : 0;
}
