import type { FlowTemplate } from '@slipway/flow';
import { attestationsOf, factsOf, outputsOf, type Input } from './flow.fixtures.js';

/** All facts, attestations and outputs that take a release to its end. */
export const everything = (template: FlowTemplate): Input[] => [
  ...factsOf(template, 'criteria'),
  ...factsOf(template, 'gates'),
  ...attestationsOf(template),
  ...template.steps.flatMap(({ id }) => [...factsOf(template, id), ...outputsOf(template, id)]),
];
