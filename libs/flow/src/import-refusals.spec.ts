import { edited, lineOf, refusals } from '../test/base-document.js';
import { importTemplate } from './index.js';

/** A passage of the base document, what stands in its place, and the refusal: at the line of the passage, or lines below it. */
type Mistake = readonly [rule: string, passage: string, replacement: string, code: string, linesBelow?: number];

const step2 = '### Step 2: Pre-Release Validation';

const mistakes: Mistake[] = [
  ['a document without title', '# Base Flow Template: Release\n', '', 'MISSING_TITLE', 1],
  ['a second title', '## Overview', '# Overview', 'UNEXPECTED_CONTENT'],
  ['an unknown section', '## Success Indicators', '## Signs of Success', 'UNKNOWN_SECTION'],
  ['a doubled section', '## Overview', '## Overview\n\nText.\n\n## Overview', 'DUPLICATE_SECTION', 4],
  ['a head without version', '**Version**: 1.0.0\n', '', 'MISSING_FIELD', -4],
  ['a version that is not semantic', '**Version**: 1.0.0', '**Version**: 1.0', 'INVALID_VALUE'],
  ['a flow id with capitals', 'base-flow-release', 'Base-Flow', 'INVALID_VALUE'],
  ['an empty description', '**Phase**: release', '**Phase**:', 'INVALID_VALUE'],
  [
    'a stray paragraph in a list section',
    '- [ ] Implementation',
    'Note well:\n\n- [ ] Implementation',
    'MISSING_LIST',
    -2,
  ],
  ['a stray paragraph after a list', '## Exit Criteria', 'Note well.\n\n## Exit Criteria', 'UNEXPECTED_CONTENT'],
  ['a criterion without box', '- [ ] Release approval', '- Release approval', 'MALFORMED_ITEM'],
  ['a criterion that is ticked', '- [ ] Release approval', '- [x] Release approval', 'MALFORMED_ITEM'],
  ['a nested item', '- Build validation reports', '- Build validation reports\n  - of today', 'MALFORMED_ITEM', 1],
  ['a metric without name', '- **User Satisfaction**: ≥90% user s', '- ≥90% user s', 'UNEXPECTED_CONTENT'],
  ['a step without ID', '**ID**: validate-prerelease\n', '', 'MISSING_FIELD', -1],
  [
    'a step with two IDs',
    '**ID**: validate-prerelease',
    '**ID**: validate-prerelease\n**ID**: other',
    'DUPLICATE_FIELD',
    1,
  ],
  ['a step id that is taken', '**ID**: validate-prerelease', '**ID**: prepare-release', 'DUPLICATE_STEP'],
  ['a step id with a space', '**ID**: validate-prerelease', '**ID**: validate prerelease', 'INVALID_VALUE'],
  ['an unknown step type', '**Type**: deployment', '**Type**: magic', 'UNKNOWN_STEP_TYPE'],
  ['a duration in words', '**Duration**: 60-180 minutes', '**Duration**: an hour or so', 'BAD_DURATION'],
  ['a duration in an unknown unit', '**Duration**: 60-180 minutes', '**Duration**: 60-180 moons', 'BAD_DURATION'],
  ['a duration that runs backwards', '**Duration**: 60-180 minutes', '**Duration**: 180-60 minutes', 'BAD_DURATION'],
  ['a Required that is no yes or no', '**Required**: true', '**Required**: maybe', 'INVALID_VALUE'],
  ['a Sequential that is neither', '**Sequential**: false (continuous)', '**Sequential**: false', 'INVALID_VALUE'],
  ['an unknown field in a step', '**Type**: deployment', '**Owner**: linus\n**Type**: deployment', 'UNKNOWN_FIELD'],
  [
    'a step without outputs',
    '**Outputs**:\n- Final release plan',
    '**Results**:\n- Final release plan',
    'UNKNOWN_FIELD',
  ],
  ['actions without list', '**Outputs**:\n- Build', '**Outputs**: none\n- Build', 'UNEXPECTED_CONTENT', 1],
  ['actions that do not begin with 1', '1. Validate build', '2. Validate build', 'MISSING_LIST', -1],
  ['a misnumbered step', step2, '### Step 3: Pre-Release Validation', 'STEP_OUT_OF_ORDER'],
  ['a step heading without number', step2, '### Pre-Release Validation', 'UNKNOWN_SECTION'],
  [
    'a code block in a step',
    '**Description**: Conduct final',
    '    code\n\n**Description**: Conduct final',
    'UNEXPECTED_CONTENT',
  ],
  ['a missing release type', '### Hotfix', '### Hotfixes', 'UNKNOWN_SECTION'],
  [
    'a release type without scope',
    '### Patch Release\n- **Scope**: Bug fixes or security patches',
    '### Patch Release',
    'MISSING_FIELD',
  ],
  ['an unknown risk level', '- **Risk Level**: Medium', '- **Risk Level**: Spicy', 'INVALID_VALUE'],
  ['a dependency row that names no step', '- **Release Closure**', '- **Release Party**', 'UNKNOWN_STEP'],
  ['a dependency row that may mean two steps', '- **Release Closure**', '- **Release**', 'AMBIGUOUS_STEP'],
  ['a second row for a step', '- **Release Closure**', '- **coordinate-release**', 'DUPLICATE_DEPENDENCY'],
  ['a dependency with an empty place', 'Build artifacts, test', 'Build artifacts,, test', 'MALFORMED_ITEM'],
  ['a risk table with another column', '| Risk | Probability', '| Peril | Probability', 'MALFORMED_TABLE'],
  ['a risk row with an empty cell', '| User rejection | Low |', '| User rejection | |', 'MALFORMED_TABLE'],
  ['an unknown probability', '| User rejection | Low |', '| User rejection | Rare |', 'INVALID_VALUE'],
  ['a signal flow with an unknown step', '→ execute-deployment →', '→ pray →', 'UNKNOWN_STEP'],
  [
    'a signal flow in another order',
    '→ verify-health → manage-issues',
    '→ manage-issues → verify-health',
    'MALFORMED_SIGNAL_FLOW',
  ],
  ['a signal flow that lacks a step', ' → monitor-postrelease\n', '\n', 'MALFORMED_SIGNAL_FLOW', 1],
  [
    'a signal flow with a step twice',
    '→ monitor-postrelease',
    '→ monitor-postrelease → close-release',
    'MALFORMED_SIGNAL_FLOW',
  ],
  ['a signal flow without opening', '[rv] → ', '', 'MALFORMED_SIGNAL_FLOW'],
  [
    'a signal flow without ending',
    '→ [rl] (Released) or [ps] (Post-release Status)\n',
    '',
    'MALFORMED_SIGNAL_FLOW',
    -1,
  ],
  ['a signal flow that is not in a code block', '```\n[rv]', '[rv]', 'MALFORMED_SIGNAL_FLOW', -2],
  ['a gate list that is missing', '### Post-Release Quality Gates', '### Later Gates', 'UNKNOWN_SECTION'],
  ['content after the closing rule', '*This template', '## Overview\n\n*This template', 'UNEXPECTED_CONTENT'],
];

it.each(mistakes.map((mistake) => ({ mistake, rule: mistake[0] })))('refuses $rule', ({ mistake }) => {
  const [, passage, replacement, code, linesBelow = 0] = mistake;
  expect(refusals(edited(passage, replacement))).toContain(`${String(lineOf(passage) + linesBelow)} ${code}`);
});

it('refuses a missing section at the end of the document', () => {
  const document = edited('## Overview\n', '');
  const { errors } = importTemplate(document);
  expect(errors?.map(({ code }) => code)).toContain('MISSING_SECTION');
});

it.each(['', 'no heading', '# Only a title', '\u0000', '- [ ] a', '```'])('refuses %j without throwing', (document) => {
  expect(importTemplate(document).errors).not.toEqual([]);
});

it.each([
  ['too large', '# A\n'.repeat(25_001), '1 DOCUMENT_TOO_LARGE'],
  ['of nested quotes', `# A\n\n${'>'.repeat(20_000)} a`, '3 UNEXPECTED_CONTENT'],
  ['of nested emphasis', `# A\n\n${'*a '.repeat(501)}${' a*'.repeat(501)}`, '3 UNEXPECTED_CONTENT'],
  ['of nested lists', `# A\n${'- '.repeat(20_000)}a`, '2 UNEXPECTED_CONTENT'],
  [
    'of nested lists in lines',
    `# A\n${Array.from({ length: 40 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n')}`,
    '18 UNEXPECTED_CONTENT',
  ],
])('refuses a document %s before it is parsed', (_, document, refusal) => {
  expect(refusals(document)).toEqual([refusal]);
});

it('tells a mistake in a step once, not again for every reference to the step', () => {
  expect(refusals(edited('**ID**: validate-prerelease\n', ''))).toHaveLength(1);
});
