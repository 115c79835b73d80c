import {
  EnvironmentRolledBack,
  FlowStarted,
  ReleaseEndedPostRelease,
  ReleasePaused,
  ReleaseProposed,
  ReleaseReleased,
  ReleaseResumed,
} from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { AuditedReleaseRow } from './audited-release.row.js';

/** All releases, for those who ask by product, status or time. */
export const auditedReleases = projection('audited-releases', AuditedReleaseRow)
  .on(ReleaseProposed, (rows, { data, occurredAt }) => {
    const { releaseId, product, version, type, environment } = data;
    return rows.upsert({
      ...{ releaseId, product, version, type, environment },
      status: 'proposed',
      proposedAt: new Date(occurredAt),
      endedAt: null,
    });
  })
  .on(FlowStarted, (rows, { data }) => rows.update({ releaseId: data.release.releaseId }, { status: 'running' }))
  .on(ReleasePaused, (rows, { data }) => rows.update({ releaseId: data.releaseId }, { status: 'paused' }))
  .on(ReleaseResumed, (rows, { data }) => rows.update({ releaseId: data.releaseId }, { status: 'running' }))
  .on(ReleaseReleased, (rows, { data, occurredAt }) =>
    rows.update({ releaseId: data.releaseId }, { status: 'released', endedAt: new Date(occurredAt) }),
  )
  .on(ReleaseEndedPostRelease, (rows, { data, occurredAt }) =>
    rows.update({ releaseId: data.releaseId }, { status: data.status, endedAt: new Date(occurredAt) }),
  )
  .on(EnvironmentRolledBack, (rows, { data }) => rows.update({ releaseId: data.displaced }, { status: 'taken-back' }));
