import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ReleaseSummary, WatchConfigured } from '@slipway/contracts';
import { conductOf } from '@slipway/flow';
import { grantedValues, ReleaseStandings } from '@slipway/service-kit';
import canonicalize from 'canonicalize';
import { InjectMonitoringSettings, type MonitoringSettings } from '../config/monitoring-settings.js';
import { isApproved } from '../domain/assessment/approval.js';
import { patienceOf } from '../domain/assessment/patience.js';
import { patternsFor } from '../domain/watch/target-patterns.js';
import type { WatchTerms } from '../domain/watch/watch.commands.js';
import { WatchedReleases } from '../projections/watched-releases.js';

export type WantedWatch = Pick<WatchConfigured['data'], 'targets' | 'levels' | 'alertUrl'>;

/** What the commands for a release are held to, as of everything that was recorded until now. */
@Injectable()
export class Terms {
  constructor(
    private readonly releases: WatchedReleases,
    private readonly standings: ReleaseStandings,
    @InjectMonitoringSettings() private readonly settings: MonitoringSettings,
  ) {}

  /** @throws ServiceKitError RELEASE_UNKNOWN */
  async ofWatch(releaseId: string, wanted: WantedWatch): Promise<{ release: ReleaseSummary; terms: WatchTerms }> {
    // First, for it waits until every projection is up to date.
    const standing = await this.standings.of(releaseId);
    const circumstances = await this.releases.get(releaseId);
    const { release } = circumstances;
    const { product, environment, policy } = release;
    const terms = {
      ...{ product, environment },
      allowedTargets: patternsFor(this.settings.targets, release),
      leastAvailability: conductOf(policy).leastAvailability,
      patience: patienceOf(policy.durations.probeInterval),
      approved: isApproved(circumstances),
      digest: digestOf(wanted),
      granted: grantedValues(standing, 'watch'),
      ended: standing.ended,
    };
    return { release, terms };
  }

  /** @throws ServiceKitError RELEASE_UNKNOWN */
  async haveEnded(releaseId: string): Promise<boolean> {
    const { ended } = await this.standings.of(releaseId);
    await this.releases.get(releaseId);
    return ended;
  }
}

const digestOf = ({ targets, levels, alertUrl }: WantedWatch): string =>
  `sha256:${hash('sha256', canonicalize({ targets, levels, alertUrl }) ?? '', 'hex')}`;
