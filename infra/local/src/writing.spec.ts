import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './settings.js';

const avoided =
  /\b(told|said|anew|mend(?:s|ed|ing)?|whoever|of those that|goes by|that stands|what was asked of|may not be said to)\b/i;

const markdown = ['*.md', 'infra/**/*.md', 'libs/**/*.md', 'services/**/*.md'];
const commented = ['infra', 'libs', 'services'].map((folder) => `${folder}/**/*.{ts,mjs,sql}`);

/** The page that quotes the words, and pages that the code reads or generates. */
const exempt = new Set(['infra/docs/writing.md', 'libs/flow/src/base-flow-release.md']);
const generated = new Set(['node_modules', 'dist', 'bundle', '.slipway']);

const filesOf = (patterns: readonly string[]): string[] =>
  globSync(patterns, { cwd: repositoryRoot, exclude: (place) => generated.has(path.basename(place)) }).filter(
    (file) => !exempt.has(file),
  );

/** What people read of a page: quoted code may name anything. */
const proseOf = (page: string): string =>
  page
    .replace(/^ *```[^]*?^ *```/gm, (code) => code.replace(/[^\n]/g, ''))
    .replace(/`[^`]*`/g, (code) => code.replace(/[^\n]/g, ''));

const commentsOf = (source: string): string =>
  source
    .split('\n')
    .map((line) => /^\s*(?:\/\/|\/?\*|--).*|\s(?:\/\/|--) .*$|\/\*\*.*\*\//.exec(line)?.[0] ?? '')
    .map((line) => line.replace(/'[^']*'|`[^`]*`/g, ''))
    .join('\n');

function findings(patterns: readonly string[], read: (content: string) => string): string[] {
  return filesOf(patterns).flatMap((file) =>
    read(readFileSync(path.join(repositoryRoot, file), 'utf8'))
      .split('\n')
      .flatMap((line, index) => {
        const word = avoided.exec(line)?.[0];
        return word === undefined ? [] : [`${file}:${String(index + 1)} '${word}'`];
      }),
  );
}

// infra/docs/writing.md says what to write instead.
describe('the words listed in infra/docs/writing.md', () => {
  it('do not appear in Markdown', () => {
    expect(filesOf(markdown)).toContain('README.md');
    expect(findings(markdown, proseOf)).toEqual([]);
  });

  it('do not appear in comments', () => {
    expect(filesOf(commented)).toContain('infra/local/src/writing.spec.ts');
    expect(findings(commented, commentsOf)).toEqual([]);
  });
});
