type Deadline = 'stability' | 'watch-end';

export const coverageTimer = (releaseId: string, at: string) =>
  ({ id: `coverage-${releaseId}`, at, name: 'confirm-coverage', payload: releaseId }) as const;

export const assessmentTimer = (deadline: Deadline, releaseId: string, at: string) =>
  ({ id: `${deadline}-${releaseId}`, at, name: 'assess', payload: releaseId }) as const;

export const reportTimer = (releaseId: string, at: string) =>
  ({ id: `report-${releaseId}`, at, name: 'report-health', payload: releaseId }) as const;

/** Every timer that a release may have. */
export const timerIds = (releaseId: string): string[] =>
  ['coverage', 'stability', 'watch-end', 'report'].map((purpose) => `${purpose}-${releaseId}`);
