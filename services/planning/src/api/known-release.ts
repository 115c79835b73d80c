import { ReleaseParam } from '@slipway/service-kit';
import { KnownReleases } from '../application/known-releases.js';

/** The release of the path (`ProposedRelease`), which must be known. */
export const KnownRelease = (): ParameterDecorator => ReleaseParam(KnownReleases);
