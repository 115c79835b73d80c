import { z } from 'zod';

const generated = '_Generated from the code by `npm run docs`. Do not edit._';
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const mermaid = (lines) => ['```mermaid', ...lines, '```'].join('\n');
const page = (title, ...parts) => [`# ${title}`, generated, ...parts].join('\n\n');
/** `dev.slipway.deployment.succeeded.v1` is read as `deployment.succeeded.v1`. */
const short = (type) => type.replace(/^dev\.slipway\./, '');

/** Which package imports which, without what only tests import. */
export function structure({ packages }) {
  const names = new Map(packages.map(({ name, folder }) => [name, folder]));
  const edges = packages.flatMap(({ name, dependencies = {} }) =>
    Object.keys(dependencies).flatMap((other) => (names.has(other) ? [[name, other]] : [])),
  );
  const node = (name) => name.replace('@slipway/', '');
  const groups = ['services', 'libs', 'infra'].flatMap((group) => [
    `  subgraph ${group}`,
    ...packages.filter(({ folder }) => folder.startsWith(group)).map(({ name }) => `    ${node(name)}`),
    '  end',
  ]);
  return page(
    'Which package imports which',
    'What only tests import is left out. `eslint.config.js` says which layer is allowed to depend on which.',
    mermaid(['flowchart LR', ...groups, ...edges.map(([from, to]) => `  ${node(from)} --> ${node(to)}`)]),
  );
}

const itemsOf = ({ triggers = [], actions = [], outputs = [] }) => [...triggers, ...actions, ...outputs];
const factsOf = (items) => [...new Set(items.flatMap(({ facts = [] }) => facts.map(({ type }) => type)))];
const listed = (types) => types.map((type) => short(type).replace(/\.v\d+$/, '')).join(', ');

/** One release through the ten steps: who starts them, and whose facts fulfil what. */
export function oneRelease({ flow, contracts: { eventCatalog, topics } }) {
  const publisher = Object.fromEntries(Object.entries(topics).map(([service, topic]) => [topic, service]));
  const serviceOf = (type) => publisher[eventCatalog.get(type)?.topic];
  const lines = flow.steps.flatMap((step) => {
    const byService = Map.groupBy(factsOf(itemsOf(step)), serviceOf);
    return [
      `  Note over planning: ${step.title}`,
      ...(step.service === 'planning' ? [] : [`  planning->>${step.service}: step-started (${step.id})`]),
      ...[...byService]
        .filter(([service]) => service !== undefined && service !== 'planning')
        .map(([service, types]) => `  ${service}-->>planning: ${listed(types)}`),
    ];
  });
  const participants = [...new Set(['planning', ...flow.steps.map(({ service }) => service), 'issues', 'intake'])];
  const rows = flow.steps.map((step) => [step.id, step.service, listed(factsOf(itemsOf(step)))]);
  return page(
    'One release through the flow',
    'Planning starts a step. The service of the step works, and publishes facts. Planning marks as fulfilled what these facts are bound to in the template, and starts the next step when all that a step requires is fulfilled.',
    mermaid(['sequenceDiagram', ...participants.map((name) => `  participant ${name}`), ...lines]),
    table(['Step', 'Service', 'Facts that fulfil its triggers, actions and outputs'], rows),
  );
}

/** A table with all types of the longest lists could not be read; the event catalogue has the reactions of each type. */
const shown = 6;
function firstOf(types) {
  const unique = [...new Set(types)];
  const rest = unique.length > shown ? ` and ${unique.length - shown} more` : '';
  return `${listed(unique.slice(0, shown))}${rest}`;
}

/** Who publishes to each topic, and which consumers of which service read it. */
export function topicsAndConsumers({ contracts: { topics, eventCatalog }, consumers }) {
  const readsOf = ({ events, topic }) => (topic === undefined ? events.map((event) => event.topic) : [topic]);
  const rows = Object.entries(topics).map(([service, topic]) => {
    const readers = new Set(consumers.filter((one) => readsOf(one).includes(topic)).map((one) => one.service));
    const types = [...eventCatalog.values()].filter((event) => event.topic === topic).length;
    return [topic, service, String(types), [...readers].toSorted().join(', ')];
  });
  const reactions = [...Map.groupBy(consumers, ({ group }) => group)].map(([group, its]) => [
    group,
    its[0].service,
    its.map(({ topic }) => topic).find(Boolean) ?? firstOf(its.flatMap(({ events }) => events.map(({ type }) => type))),
  ]);
  return page(
    'Topics and their consumers',
    'A service has one consumer group, `<service>.reactions`, for all its reactions, and one for each consumer that reads whatever lies in a topic.',
    table(['Topic', 'Belongs to', 'Event types', 'Services that consume it'], rows),
    '## Reactions',
    'The [event catalogue](events.md) has the reactions to each event.',
    table(['Reaction', 'Service', 'What it consumes'], reactions),
  );
}

/** Every published event, with its fields and what reacts to it. */
export function eventCatalogue({ contracts: { eventCatalog, factTopics }, consumers }) {
  const sections = factTopics.flatMap((topic) => {
    const events = [...eventCatalog.values()].filter((event) => event.topic === topic);
    const rows = events
      .toSorted((one, other) => one.type.localeCompare(other.type))
      .map(({ type, data }) => [
        `\`${type}\``,
        fieldsOf(data),
        consumers
          .filter(({ events: consumed = [] }) => consumed.some((event) => event.type === type))
          .map(({ group }) => group)
          .join(', '),
      ]);
    return [`## ${topic}`, table(['Event', 'Fields of its data', 'Reactions'], rows)];
  });
  return page(
    'The event catalogue',
    'Each event is a CloudEvent whose `type` is the name below and whose `data` has these fields; a field with `?` can be absent. The golden payloads in `libs/contracts/src` show one of each version.',
    ...sections,
  );
}

function fieldsOf(schema) {
  const described = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  const shapes = described.anyOf ?? described.oneOf ?? [described];
  return shapes
    .map(({ properties = {}, required = [] }) =>
      Object.keys(properties)
        .map((name) => `${name}${required.includes(name) ? '' : '?'}`)
        .join(', '),
    )
    .join(' or ');
}
