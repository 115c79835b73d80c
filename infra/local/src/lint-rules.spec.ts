import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { repositoryRoot } from './settings.js';

const eslint = new ESLint({ cwd: repositoryRoot });
const linter = new Linter();

/** The findings of `no-restricted-syntax` alone, in the configuration that this file has: the other rules need its types. */
async function findings(file: string, code: string): Promise<string[]> {
  const { rules } = (await eslint.calculateConfigForFile(file)) as { rules: Linter.RulesRecord };
  const restricted = { 'no-restricted-syntax': rules['no-restricted-syntax'] ?? 'off' } as const;
  const languageOptions = { parser: tseslint.parser as Linter.Parser };
  return linter
    .verify(code, { files: ['**/*.ts'], languageOptions, rules: restricted }, file)
    .map(({ message }) => message);
}

const dropped = ['await flows.handle(id, command);', 'await this.decisions.record(command);'];
const clock = 'const now = new Date();';
const namelessList = 'firstRejection([rule], command);';
const rejection = "const answer = reject('CODE', { fix });";
const guard = "if (command.type === 'Approve') approve();";
const namelessRule = 'export const rules = [() => pass];';
const parameter = "class Door { get(@Param('id') id: string) {} }";
const unusedRelease = 'await releases.get(id);';

it.each([
  ['reactions/on-fact.reaction.ts', [...dropped, rejection]],
  ['api/approvals.controller.ts', [...dropped, rejection, parameter, unusedRelease]],
  ['domain/advance.ts', [...dropped, clock, namelessList, rejection]],
  ['domain/flow/exceptions/exceptions.ts', [...dropped, clock, namelessList, rejection]],
  ['domain/flow/flow.decider.ts', [...dropped, clock, namelessList]],
  ['domain/flow/may-steer.policy.ts', [...dropped, clock, namelessList, guard, namelessRule]],
  ['domain/flow/flow.spec.ts', [clock]],
  ['domain/flow/flow.rules.ts', ['export {};']],
])('finds each violation in %s', async (name, violations) => {
  for (const violation of violations) {
    const found = await findings(`services/planning/src/${name}`, violation);
    expect({ violation, found: found.length }).toEqual({ violation, found: 1 });
  }
});

it.each([
  ['domain/flow/flow.decider.ts', rejection],
  ['domain/flow/may-steer.policy.ts', rejection],
  ['reactions/on-fact.reaction.ts', 'await settle(flows.handle(id, command), impossible);'],
  ['application/plans.ts', clock],
])('finds nothing in %s where that is allowed: %s', async (name, code) => {
  expect(await findings(`services/planning/src/${name}`, code)).toEqual([]);
});
