import { Injectable } from '@nestjs/common';
import { EvidenceReference, type ReleaseSummary } from '@slipway/contracts';
import { toRecordedEvent, type EventStore, type StoredTrail } from '@slipway/event-store';
import { Documents, InjectEventStore } from '@slipway/service-kit';
import canonicalize from 'canonicalize';

export interface BuiltBundle {
  readonly bundle: EvidenceReference;
  /** Number of events of the release's trail in it. */
  readonly events: number;
  /** Chain hash of the last of them. */
  readonly head: string;
}

/**
 * Everything that is recorded about a release up to now, byte by byte, so that it can be verified by somebody who has
 * nothing else: its trail, the trails of its artifacts, and which documents they refer to.
 */
@Injectable()
export class EvidenceBundle {
  constructor(
    @InjectEventStore() private readonly store: EventStore,
    private readonly documents: Documents,
  ) {}

  async build(release: ReleaseSummary): Promise<BuiltBundle> {
    const trail = await this.store.readTrailRaw(release.releaseId);
    const artifactTrails = await this.artifactTrails(release);
    const last = trail.events.at(-1);
    if (last === undefined) throw new Error(`the trail of ${release.releaseId} is empty`);
    const text = canonicalize({
      format: 'slipway-evidence-bundle',
      schemaVersion: 1,
      release,
      trails: [trail, ...artifactTrails].map(({ trail: name, events, logged }) => ({ trail: name, events, logged })),
      evidence: referencesIn([trail, ...artifactTrails]),
    });
    if (text === undefined) throw new TypeError('a bundle is always an object');
    const title = `Evidence bundle of ${release.releaseId}`;
    const bundle = await this.documents.keep({ title, mediaType: 'application/json', text });
    return { bundle, events: trail.events.length, head: last.hash };
  }

  private async artifactTrails({ artifacts }: ReleaseSummary): Promise<StoredTrail[]> {
    const names = new Set(artifacts.map(({ digest }) => `artifact-${digest.slice('sha256:'.length)}`));
    const trails = await Promise.all([...names].map((name) => this.store.readTrailRaw(name)));
    return trails.filter(({ events }) => events.length > 0);
  }
}

/** Every document that an event refers to, once. */
function referencesIn(trails: readonly StoredTrail[]): EvidenceReference[] {
  const found = new Map<string, EvidenceReference>();
  for (const event of trails.flatMap(({ events }) => events)) {
    for (const reference of referencesWithin(toRecordedEvent(event).data)) found.set(reference.digest, reference);
  }
  return [...found.values()];
}

function referencesWithin(value: unknown): EvidenceReference[] {
  if (typeof value !== 'object' || value === null) return [];
  const reference = EvidenceReference.safeParse(value);
  return reference.success ? [reference.data] : Object.values(value).flatMap(referencesWithin);
}
