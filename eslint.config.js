import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const typescript = ['{libs,services,infra}/**/*.ts'];
const tests = ['**/*.spec.ts', '**/test/**/*.ts'];

/** Which layer may depend on which: a breach is a failed build. */
const layers = {
  contracts: { on: [], external: ['zod'] },
  decider: { on: [], external: [] },
  flow: { on: ['contracts', 'decider'] },
  documents: { on: ['contracts', 'decider'] },
  infrastructure: { on: ['contracts', 'decider', 'documents', 'infrastructure'] },
  service: { on: ['contracts', 'decider', 'documents', 'flow', 'infrastructure'] },
  testing: { on: ['contracts', 'decider', 'flow', 'infrastructure', 'local', 'testing'] },
  local: { on: ['contracts', 'decider', 'infrastructure', 'local'] },
  demo: { on: ['flow', 'local'] },
  scenarios: { on: ['contracts', 'flow', 'infrastructure', 'local', 'testing'] },
  chaos: { on: ['contracts', 'infrastructure', 'local', 'scenarios'] },
};

/** Tests stand on `testing`, which stands on the libraries that it sets up: their tests close that circle on purpose. */
const circlesOfTests = [
  ...['contracts', 'decider', 'event-store', 'messaging', 'service-kit', 'local'].map((lib) => [
    '@slipway/testing',
    `@slipway/${lib}`,
  ]),
  // The tests of messaging start the servers of `local`, which logs in to Kafka as messaging does and guards its doors as services do.
  ['@slipway/local', '@slipway/messaging'],
  ['@slipway/messaging', '@slipway/local'],
];

function boundaries({ inTests }) {
  const depConstraints = Object.entries(layers).map(([layer, { on, external }]) => ({
    sourceTag: `layer:${layer}`,
    onlyDependOnLibsWithTags: [...on, ...(inTests ? ['testing', 'local'] : [])].map((allowed) => `layer:${allowed}`),
    ...(external === undefined ? {} : { allowedExternalImports: external }),
  }));
  return [
    'error',
    { depConstraints, ignoredCircularDependencies: circlesOfTests, enforceBuildableLibDependency: false, allow: [] },
  ];
}

/** A service has no exports, so the module graph cannot see an attempt at importing one: its name is refused instead. */
const services = 'planning|validation|deployment|monitoring|issues|intake|audit';
const noServiceImports = [
  'error',
  {
    patterns: [
      {
        regex: `^@slipway/(${services})(/|$)`,
        message: 'Nothing imports a service: what they share is in libs/contracts.',
      },
    ],
  },
];

/** The domain is pure: the shared vocabulary and its own files, at each depth of folder; no clock, no randomness. */
function pureDomain(depth) {
  const outside = `^${'\\.\\./'.repeat(depth + 1)}`;
  return {
    files: [`**/domain/${'*/'.repeat(depth)}*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!@slipway/(contracts|decider|documents|flow)$|\\.{1,2}/)',
              message:
                'domain/ imports only the pure libraries (contracts, decider, documents, flow) and its own files.',
            },
            { regex: outside, message: 'domain/ imports only its own files: this one is outside of it.' },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'fetch', 'crypto', 'setTimeout', 'setInterval', 'performance'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes in through the decision context.' },
        { object: 'Math', property: 'random', message: 'domain/ is deterministic.' },
      ],
    },
  };
}

/** What `no-restricted-syntax` forbids, by kind of file. */
const forbidden = {
  clock: {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time comes in through the decision context.',
  },
  namelessLists: {
    selector: "CallExpression[callee.name='firstRejection'] > ArrayExpression",
    message: 'Name the list of the rules in a *.policy.ts, so that it reads as a sentence.',
  },
  rejectionsElsewhere: {
    selector: "CallExpression[callee.name='reject']",
    message: 'A rule is a named function in a *.policy.ts.',
  },
  guards: {
    selector: "MemberExpression[object.name='command'][property.name='type']",
    message: 'A rule takes one type of command: declare the type beside the commands.',
  },
  namelessRules: { selector: 'ArrayExpression > ArrowFunctionExpression', message: 'A rule in a list has a name.' },
  documentsElsewhere: {
    selector: 'CallExpression[callee.name=/^(documentRule|standingDocument|keptDocument)$/]',
    message: 'The rules of documents are in domain/documents.ts.',
  },
  rulesElsewhere: { selector: 'Program', message: 'Rules are in *.policy.ts.' },
  uncheckedParameters: {
    selector: "Decorator > CallExpression[callee.name='Param']",
    message: 'Check each path parameter: @ZodParam, @KnownRelease or @ReleaseParam.',
  },
  unusedReleases: {
    selector: "ExpressionStatement > AwaitExpression > CallExpression[callee.property.name='get']",
    message: 'A release that must exist is a parameter: @KnownRelease or @ReleaseParam.',
  },
};

/** A refusal of a command is never dropped: the reaction or timer that sends the command says what a refusal means. */
const droppedRefusals = ["[callee.property.name='handle']", "[callee.object.property.name='decisions']"].map(
  (call) => ({
    selector: `ExpressionStatement > AwaitExpression > CallExpression${call}`,
    message: 'Say what a refusal means: await settle(…, impossible | harmless(…) | expected(…)).',
  }),
);

const policies = 'services/*/src/**/*.policy.ts';
const deciders = 'services/*/src/domain/**/*.decider.ts';

/**
 * The last block that matches a file replaces the lists of all others, so each list here is complete: a narrower kind of
 * file repeats what holds for the wider one.
 */
function restrictedSyntax() {
  const { clock, namelessLists, rejectionsElsewhere, documentsElsewhere, guards, namelessRules } = forbidden;
  const inService = [...droppedRefusals, rejectionsElsewhere, documentsElsewhere];
  const inDomain = [...droppedRefusals, clock, namelessLists];
  const list = (files, selectors, ignores = []) => ({
    files,
    ignores,
    rules: { 'no-restricted-syntax': ['error', ...selectors] },
  });
  return [
    list(['services/*/src/**/*.ts'], inService, tests),
    list(
      ['services/*/src/**/*.controller.ts'],
      [...inService, forbidden.uncheckedParameters, forbidden.unusedReleases],
    ),
    list(['services/*/src/domain/**/*.ts'], [...inDomain, rejectionsElsewhere, documentsElsewhere], tests),
    list(['services/*/src/domain/documents.ts'], [...inDomain, rejectionsElsewhere]),
    list(['services/*/src/domain/**/*.spec.ts'], [clock]),
    list([deciders], inDomain),
    list([policies], [...inDomain, guards, namelessRules]),
    list(['services/*/src/**/*.{rules,policies}.ts'], [forbidden.rulesElsewhere]),
  ];
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/bundle/**',
      '**/node_modules/**',
      '.slipway/**',
      '.nx/**',
      'coverage/**',
      '**/*.golden.json',
      '**/*.generated.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, rules: { 'max-lines': ['error', 300] } },
  {
    files: ['**/*.{js,mjs}'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setInterval: 'readonly',
        setTimeout: 'readonly',
        clearInterval: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
  {
    files: typescript,
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ inTests: false }),
      'no-restricted-imports': noServiceImports,
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Nest declares its option objects as classes that it does not export.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: tests,
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ inTests: true }),
      // Jest's asymmetric matchers are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  ...[0, 1, 2, 3].map(pureDomain),
  ...restrictedSyntax(),
);
