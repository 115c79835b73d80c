import { baseFlow, FlowTemplate } from './index.js';

const changed = (change: (template: FlowTemplate) => void) => {
  const template = structuredClone(baseFlow);
  change(template);
  return FlowTemplate.safeParse(template)
    .error?.issues.map(({ message }) => message)
    .join('; ');
};

const first = <Item>([item]: Item[]): Item => {
  if (item === undefined) throw new Error('the list is empty');
  return item;
};

it.each<[string, RegExp, (template: FlowTemplate) => void]>([
  [
    'two steps with one id',
    /prepare-release occurs twice/,
    ({ steps }) => {
      steps.push(first(steps));
    },
  ],
  [
    'two items with one id',
    /entry-1 occurs twice/,
    (it) => {
      it.entryCriteria.push(first(it.entryCriteria));
    },
  ],
  [
    'a dependency of no step',
    /tea-break is not a step/,
    ({ dependencies }) => {
      first(dependencies).step = 'tea-break';
    },
  ],
  [
    'two rows for one step',
    /has two rows/,
    ({ dependencies }) => {
      dependencies.push(first(dependencies));
    },
  ],
  [
    'signals in another order',
    /in the order of the steps/,
    ({ signals }) => {
      signals.steps.reverse();
    },
  ],
  [
    'a service that the type does not lead to',
    /the service must be/,
    ({ steps }) => {
      first(steps).service = 'issues';
    },
  ],
  [
    'an unknown field',
    /Unrecognized key/,
    (it) => {
      Object.assign(it, { colour: 'red' });
    },
  ],
  [
    'a template without steps',
    /Too small/,
    (it) => {
      it.steps = [];
    },
  ],
])('refuses %s', (_, reason, change) => {
  expect(changed(change)).toMatch(reason);
});
