import { readFile } from 'node:fs/promises';

/** Packages that are loaded only for exporting traces, or for reading settings that this repository does not use. */
const leftOut = ['@opentelemetry/sdk-node', 'typescript'];

/** The globals that CommonJS packages expect. */
const surroundings = [
  `import { createRequire as createRequireOfBundle } from 'node:module';`,
  'const require = createRequireOfBundle(import.meta.url);',
  'const [__filename, __dirname] = [import.meta.filename, import.meta.dirname];',
].join('');

/** Libraries probe for optional packages; these are resolved at run time. */
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

/** Nest creates its own `require`; esbuild cannot follow it, and would include TypeORM twice. */
const ownRequire = /^const require = createRequire\(import\.meta\.url\);$/m;

/** One non-Latin-1 character in a regular expression, which esbuild does not escape, makes V8 store the whole file as two-byte characters. */
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

/** Bundles a program of a service and all its imports into one file: loading 3400 modules takes twice as long and more memory. */
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
