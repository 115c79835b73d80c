/** Every Kafka topic of the system, once. Partition counts and retention are configuration. */
export const topics = {
  planning: 'release.planning.v1',
  validation: 'release.validation.v1',
  deployment: 'release.deployment.v1',
  monitoring: 'release.monitoring.v1',
  issues: 'release.issues.v1',
  /** Events of other systems, validated and normalised. */
  intake: 'release.intake.v1',
  /** The door for other systems. */
  ingest: 'release.ingest.v1',
  /** Refused messages, with the reason and the original bytes. */
  deadLetter: 'release.dead-letter.v1',
  checkpoints: 'release.checkpoints.v1',
} as const;

export type Topic = (typeof topics)[keyof typeof topics];

/** The topics that the services publish their facts on, each of them its own alone. */
export const factTopics = [
  topics.planning,
  topics.validation,
  topics.deployment,
  topics.monitoring,
  topics.issues,
  topics.intake,
] as const satisfies readonly Topic[];

/** The services, and the stream categories that each of them alone may append to. */
export const streamOwners = {
  planning: ['release', 'flow', 'approval', 'communication', 'closure', 'template', 'freeze', 'slot'],
  validation: ['quality', 'checks', 'acceptance', 'validationdocuments'],
  deployment: ['deployment', 'deploymentdocuments'],
  monitoring: ['watch', 'monitoringdocuments'],
  issues: ['desk', 'report', 'notice', 'issuesdocuments'],
  intake: ['inbound', 'evidence'],
  audit: ['checkpoint'],
} as const;

export type ServiceName = keyof typeof streamOwners;
export const serviceNames = Object.keys(streamOwners) as ServiceName[];

/** The service that alone may append to a stream. */
export function ownerOf(stream: string): ServiceName | undefined {
  const category = stream.split('-', 1)[0] ?? '';
  return serviceNames.find((service) => (streamOwners[service] as readonly string[]).includes(category));
}

/** The type prefix of a service's events. The store accepts no other event from it. */
export const wordsOf = (service: ServiceName): string => `dev.slipway.${service}.`;

/** What a trail is about: the platform as a whole, an artifact by its digest, or a release by its id. */
export type TrailKind = 'platform' | 'artifact' | 'release';

/** The trails that each service can write to. The store refuses its events in any other. */
export const trailKinds: Readonly<Record<ServiceName, readonly TrailKind[]>> = {
  planning: ['release', 'platform'],
  validation: ['release'],
  deployment: ['release'],
  monitoring: ['release'],
  issues: ['release'],
  // What reports of an artifact that is in no release yet are about.
  intake: ['release', 'artifact'],
  audit: ['platform'],
};

export function trailKindOf(trail: string): TrailKind {
  if (trail === 'platform') return 'platform';
  return /^artifact-[0-9a-f]{64}$/.test(trail) ? 'artifact' : 'release';
}
