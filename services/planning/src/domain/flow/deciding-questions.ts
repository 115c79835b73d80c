import type { FactBinding, FlowTemplate } from '@slipway/flow';
import { retractionsOf } from './retractions.policy.js';
import { lastingFacts } from './lasting-facts.js';
import { aspectOf } from './aspects.policy.js';

/** What would make an item untrue again, and which service states it. */
export interface DecidingQuestion {
  readonly id: string;
  readonly text: string;
  readonly metBy: readonly string[];
  readonly untrueBy: readonly string[];
}

/** One for each criterion, gate and action of a template. */
export function decidingQuestions({ entryCriteria, exitCriteria, gates, steps }: FlowTemplate): DecidingQuestion[] {
  return [
    ...entryCriteria,
    ...exitCriteria,
    ...gates.release,
    ...gates.postRelease,
    ...steps.flatMap(({ actions }) => actions),
  ].map(({ id, text, facts = [] }) => ({
    id,
    text,
    metBy: facts.length === 0 ? ['an attestation'] : [...new Set(facts.map(({ type }) => nameOf(type)))],
    untrueBy: facts.length === 0 ? ['nothing: a person attests it, with evidence'] : facts.flatMap(untrueBy),
  }));
}

/** Every way in which a fact of the bound kind stops counting; at least one, or why there is none. */
function untrueBy(binding: FactBinding): string[] {
  const { type, where = {} } = binding;
  const aspect = aspectOf(type);
  const ways = [
    ...retractionsOf(binding).map(nameOf),
    ...(Object.values(where).some((is) => !('equals' in is && typeof is.equals === 'string'))
      ? [`a later ${nameOf(type)} with another result`]
      : []),
    ...(aspect === undefined ? [] : [`other ${aspect}`]),
  ];
  if (ways.length > 0) return ways;
  const lasting = Object.hasOwn(lastingFacts, type) ? lastingFacts[type] : undefined;
  if (lasting === undefined) throw new RangeError(`no retraction and no reason is declared for ${type}`);
  return [`nothing: ${lasting}`];
}

/** `dev.slipway.monitoring.health-breached.v1` → `monitoring: health-breached`: the service that states it comes first. */
function nameOf(type: string): string {
  const [, , service = '', fact = ''] = type.split('.');
  return `${service}: ${fact}`;
}

/** The table that people read. */
export function questionsAsMarkdown(template: FlowTemplate): string {
  const rows = decidingQuestions(template).map(
    ({ id, text, metBy, untrueBy: ways }) => `| ${id} | ${text} | ${metBy.join('; ')} | ${ways.join('; ')} |`,
  );
  return [
    '# Facts that make an item untrue again',
    'Every criterion, gate and action of the base flow, with the facts that meet it and the facts that retract it: `<service>: <fact>`. ' +
      'Generated from the template, `retractions.policy.ts`, `lasting-facts.ts` and `aspects.policy.ts`; a test compares the page with them.',
    ['| item | text | met by | untrue again by |', '|---|---|---|---|', ...rows].join('\n'),
    '',
  ].join('\n\n');
}
