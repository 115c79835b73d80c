import { SemanticVersion } from '@slipway/contracts';
import type { ZodError } from 'zod';
import { bindingsFor } from './base-bindings.js';
import { basePolicy } from './base-policy.js';
import { bind } from './bind.js';
import { FlowError } from './flow-error.js';
import { readFields } from './import/fields.js';
import { readOutline, sectionsByTitle, type Outline, type Section } from './import/outline.js';
import { Problems } from './import/problems.js';
import { readCriteria, readGates, readIndicators, readMetrics, readOverview } from './import/read-lists.js';
import { readReleaseTypes } from './import/read-release-types.js';
import { readRisks } from './import/read-risks.js';
import { readDependencies, readSignals, type NamedStep } from './import/read-step-references.js';
import { readSteps } from './import/read-steps.js';
import { policyAsStated } from './stated-policy.js';
import { FlowName, FlowTemplate } from './template.js';

/** The template, or everything that is wrong with the document, in the order of its lines. */
export type ImportOutcome =
  | { readonly template: FlowTemplate; readonly errors?: never }
  | { readonly template?: never; readonly errors: readonly FlowError[] };

const titles = [
  'Overview',
  'Entry Criteria',
  'Exit Criteria',
  'Success Metrics',
  'Flow Steps',
  'Release Types & Approaches',
  'Dependencies',
  'Risk Mitigation',
  'Signal Flow',
  'Success Indicators',
  'Quality Gates',
] as const;
type Title = (typeof titles)[number];

/**
 * Reads a flow template from the Markdown form of `base-flow-release.md`.
 * A document that is not a valid template is refused as a whole: each error has a closed code, the line and the reason.
 * The policy is that of the base flow, with the numbers that the document's gates and metrics state; facts, judged by
 * those numbers, are attached to the items that have the ids of the base flow, every other item is attested by a person.
 */
export function importTemplate(markdown: string): ImportOutcome {
  const { template, errors } = readStated(markdown);
  if (errors !== undefined) return { errors };
  const policy = policyAsStated(template);
  return { template: bind({ ...template, policy }, bindingsFor(policy.thresholds)) };
}

/** What the document states alone, under the policy of the base flow: without facts, and without the policy that its numbers make. */
export function readStated(markdown: string): ImportOutcome {
  const problems = new Problems();
  const draft = problems.attempt(() => readDraft(readOutline(markdown), problems));
  if (problems.any) return { errors: problems.inOrderOfLines() };
  const parsed = FlowTemplate.safeParse({ ...draft, policy: basePolicy });
  return parsed.success ? { template: parsed.data } : { errors: [invalidTemplate(parsed.error)] };
}

function readDraft(outline: Outline, problems: Problems) {
  const sections = sectionsByTitle(outline.sections, titles, outline.lastLine, problems);
  const read = <Part>(title: Title, reader: (section: Section) => Part) => {
    const section = sections.get(title);
    return section && problems.attempt(() => reader(section));
  };
  const head = problems.attempt(() => readHead(outline.head));
  const steps = read('Flow Steps', (section) => readSteps(section, problems));
  return {
    ...head,
    overview: read('Overview', readOverview),
    entryCriteria: read('Entry Criteria', (section) => readCriteria(section, 'entry')),
    exitCriteria: read('Exit Criteria', (section) => readCriteria(section, 'exit')),
    successMetrics: read('Success Metrics', readMetrics),
    steps,
    releaseTypes: read('Release Types & Approaches', (section) => readReleaseTypes(section, problems)),
    risks: read('Risk Mitigation', readRisks),
    successIndicators: read('Success Indicators', readIndicators),
    gates: read('Quality Gates', (section) => readGates(section, problems)),
    ...whenStepsAreKnown(steps, (named) => ({
      dependencies: read('Dependencies', (section) => readDependencies(section, named)),
      signals: read('Signal Flow', (section) => readSignals(section, named)),
    })),
  };
}

function readHead(head: Section) {
  const fields = readFields(head, ['Phase', 'Flow ID', 'Version', 'Description']);
  return {
    title: head.title,
    phase: fields.text('Phase'),
    id: fields.value('Flow ID', FlowName),
    version: fields.value('Version', SemanticVersion),
    description: fields.text('Description'),
  };
}

/** Checks references to steps only when every step can be read: otherwise one mistake would be reported three times. */
function whenStepsAreKnown<Part>(
  steps: ReturnType<typeof readSteps> = [],
  read: (named: readonly NamedStep[]) => Part,
): Part | undefined {
  const named = steps.flatMap((step) => (step?.title === undefined ? [] : [{ id: step.id, title: step.title }]));
  return named.length > 0 && named.length === steps.length ? read(named) : undefined;
}

/** The readers check everything that has a line; what is left is a contradiction of the whole. */
function invalidTemplate(error: ZodError): FlowError {
  const reason = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return new FlowError('INVALID_TEMPLATE', { line: 1, reason }, { cause: error });
}
