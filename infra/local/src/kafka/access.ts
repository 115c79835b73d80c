import { factTopics, serviceNames, topics, type ServiceName } from '@slipway/contracts';
import kafkajs, { type AclEntry } from 'kafkajs';

// A CommonJS module whose named exports Node does not detect.
const {
  AclOperationTypes: Operation,
  AclPermissionTypes,
  AclResourceTypes: Resource,
  ResourcePatternTypes: Pattern,
} = kafkajs;

/** One right of one principal. */
export interface Right {
  readonly principal: string;
  readonly on: 'topic' | 'group' | 'transactional id';
  readonly name: string;
  /** Matches all names with this prefix. */
  readonly prefix: boolean;
  readonly may: readonly ('read' | 'write' | 'describe' | 'delete')[];
}

/** Minimal rights: one principal for each service, `publisher` for other systems, `sre` for observers. */
export function rightsOf(prefix: string): readonly Right[] {
  const rights = [...serviceNames.flatMap(rightsOfService), ...rightsOfPublisher, ...rightsOfSre];
  return rights.map((right) => ({ ...right, name: prefix + right.name }));
}

function rightsOfService(service: ServiceName): readonly Right[] {
  const own = Object.entries(topics).find(([name]) => name === service)?.[1];
  const relay = `slipway-relay-${service}`;
  return [
    ...[...factTopics, ...(furtherTopics[service] ?? [])].map((name) => topic(service, name, 'read')),
    topic(service, topics.deadLetter, 'write'),
    { principal: service, on: 'group', name: `${service}.`, prefix: true, may: ['read', 'describe'] },
    ...(own === undefined
      ? []
      : ([
          topic(service, own, 'write'),
          // At a takeover the relay reads the tail of its topic, in a group that it removes afterwards.
          { principal: service, on: 'group', name: `${relay}.`, prefix: true, may: ['read', 'describe', 'delete'] },
          { principal: service, on: 'transactional id', name: `${relay}-`, prefix: true, may: ['write', 'describe'] },
        ] as const)),
  ];
}

/** Raw consumers, which read topics that others write to. */
const furtherTopics: Readonly<Partial<Record<ServiceName, readonly string[]>>> = {
  intake: [topics.ingest],
  planning: [topics.deadLetter],
};

const rightsOfPublisher: readonly Right[] = [topic('publisher', topics.ingest, 'write')];

const rightsOfSre: readonly Right[] = [
  ...[...factTopics, topics.deadLetter, topics.checkpoints].map((name) => topic('sre', name, 'read')),
  { principal: 'sre', on: 'group', name: 'sre.', prefix: true, may: ['read', 'describe'] },
];

function topic(principal: string, name: string, may: 'read' | 'write'): Right {
  return { principal, on: 'topic', name, prefix: false, may: [may, 'describe'] };
}

const resources = { topic: Resource.TOPIC, group: Resource.GROUP, 'transactional id': Resource.TRANSACTIONAL_ID };
const operations = {
  read: Operation.READ,
  write: Operation.WRITE,
  describe: Operation.DESCRIBE,
  delete: Operation.DELETE,
};

/** The rights as the broker's access control lists, from any host. */
export function accessControlLists(rights: readonly Right[]): AclEntry[] {
  return rights.flatMap(({ principal, on, name, prefix, may }) =>
    may.map((operation) => ({
      principal: `User:${principal}`,
      host: '*',
      resourceType: resources[on],
      resourceName: name,
      resourcePatternType: prefix ? Pattern.PREFIXED : Pattern.LITERAL,
      operation: operations[operation],
      permissionType: AclPermissionTypes.ALLOW,
    })),
  );
}
