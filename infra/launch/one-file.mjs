import { readFile } from 'node:fs/promises';

/** Loaded only when somebody exports traces; and what a library reads settings with that nobody here writes. */
const leftOut = ['@opentelemetry/sdk-node', 'typescript'];

/** What CommonJS packages find around them. */
const surroundings = [
  `import { createRequire as createRequireOfBundle } from 'node:module';`,
  'const require = createRequireOfBundle(import.meta.url);',
  'const [__filename, __dirname] = [import.meta.filename, import.meta.dirname];',
].join('');

/** Optional packages, of which libraries ask whether they are there, are asked for when the service runs. */
const optionalPackages = {
  name: 'optional packages',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./#]/ }, async ({ path: name, pluginData, kind, importer, resolveDir }) => {
      if (pluginData === optionalPackages) return undefined;
      const found = await resolve(name, { kind, importer, resolveDir, pluginData: optionalPackages });
      return found.errors.length > 0 ? { path: name, external: true } : found;
    });
  },
};

/** Each package maps to its first line: the stacks of our own code show its TypeScript, and the map stays small. */
const unmapped =
  '\n//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbIiJdLCJtYXBwaW5ncyI6IkFBQUEifQ==';

/** Where Nest makes a `require` of its own, esbuild does not see what it loads, and TypeORM would be there twice. */
const ownRequire = /^const require = createRequire\(import\.meta\.url\);$/m;

/** One such character in a regular expression, which esbuild leaves as it is, has V8 keep the whole file in two bytes each. */
const beyondAscii = /[^\0-\x7F]/g;
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const modules = {
  name: 'modules',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?js$/ }, async ({ path: file }) => {
      const text = (await readFile(file, 'utf8')).replace(beyondAscii, escaped);
      return { contents: file.includes('/node_modules/') ? text.replace(ownRequire, '') + unmapped : text };
    });
  },
};

/**
 * How a program of a service and everything that it imports becomes one file: 3400 modules take twice as long to start,
 * and more memory.
 */
export const asOneFile = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: `node${process.versions.node}`,
  minify: true,
  // Nest, TypeORM and its migrations depend on the names of classes.
  keepNames: true,
  legalComments: 'none',
  sourcemap: 'linked',
  sourcesContent: false,
  external: leftOut,
  plugins: [optionalPackages, modules],
  banner: { js: surroundings },
  logLevel: 'warning',
};
