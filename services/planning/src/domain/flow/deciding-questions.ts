import type { FactBinding, FlowTemplate } from '@slipway/flow';
import { contrariesOf } from './contraries.policy.js';
import { lastingFacts } from './lasting-facts.js';
import { particularOf } from './particulars.policy.js';

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
    untrueBy: facts.length === 0 ? ["nothing: it is a person's word, with evidence"] : facts.flatMap(untrueBy),
  }));
}

/** Every way in which a fact of the bound kind stops counting; at least one, or why there is none. */
function untrueBy(binding: FactBinding): string[] {
  const { type, where = {} } = binding;
  const particular = particularOf(type);
  const ways = [
    ...contrariesOf(binding).map(nameOf),
    ...(Object.values(where).some((is) => !('equals' in is && typeof is.equals === 'string'))
      ? [`a later ${nameOf(type)} that says otherwise`]
      : []),
    ...(particular === undefined ? [] : [`other ${particular}`]),
  ];
  if (ways.length > 0) return ways;
  const lasting = Object.hasOwn(lastingFacts, type) ? lastingFacts[type] : undefined;
  if (lasting === undefined) throw new RangeError(`nothing is written down about what makes ${type} untrue`);
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
    '# What would make it untrue again, and who says so?',
    'Every criterion, gate and action of the base flow, the facts that meet it, and those that take it back: `<service>: <fact>`. ' +
      'Made from the template and from `contraries.policy.ts`, `lasting-facts.ts` and `particulars.policy.ts`; a test compares it with them.',
    ['| item | text | met by | untrue again by |', '|---|---|---|---|', ...rows].join('\n'),
    '',
  ].join('\n\n');
}
