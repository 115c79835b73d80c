import { Inject, Injectable, Param, type PipeTransform, type Type } from '@nestjs/common';
import { ReleaseId } from '@slipway/contracts';
import { ReleaseDirectory } from '../releases/release-directory.js';

/** Where a service looks up a release that must exist. */
export interface ReleaseLookup<Release> {
  /** @throws ServiceKitError RELEASE_UNKNOWN */
  get(releaseId: string): Promise<Release>;
}

/**
 * The release that the path names as `releaseId`, loaded by the lookup (a provider): the handler gets the result. A
 * request for an unknown release is answered with RELEASE_UNKNOWN.
 */
export function ReleaseParam<Release>(lookup: Type<ReleaseLookup<Release>>): ParameterDecorator {
  @Injectable()
  class LoadRelease implements PipeTransform<string, Promise<Release>> {
    constructor(@Inject(lookup) private readonly releases: ReleaseLookup<Release>) {}

    transform(releaseId: string): Promise<Release> {
      return this.releases.get(releaseId);
    }
  }
  return Param('releaseId', { schema: ReleaseId, pipes: [LoadRelease] });
}

/** The release of the path, as the directory of the service knows it (`ReleaseSummary`). */
export const KnownRelease = (): ParameterDecorator => ReleaseParam(ReleaseDirectory);
