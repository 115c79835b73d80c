import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { toString } from 'mdast-util-to-string';
import { checkTable, measurementTable } from './figures.js';
import { escaped, link, list, markdownOf, paragraph, section, table } from './markdown.js';

const parsed = (markdown: string) =>
  fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });

const hostile = [
  'a\n# b <script> [x](y)',
  '  # no heading',
  '- no item',
  '+ no item',
  '1. no item',
  '1.2.0 is a version',
  '---',
  '~~~ no fence',
  '`code` and *stress*',
  '_stress_ on API_KEY',
  'a | b\r\nc',
  '![image](javascript:alert(1))',
  '<img src=x onerror=alert(1)>',
  '&lt;b&gt; &#35;',
  '[ref]: http://example.com',
];
const asOneLine = (text: string) => text.trim().replaceAll(/\s+/g, ' ');

it.each(hostile)('shows text of people as it is written, never as structure: %j', (written) => {
  const { children } = parsed(markdownOf([paragraph(written)]));
  expect(children).toHaveLength(1);
  expect(children[0]).toMatchObject({ type: 'paragraph', children: [{ type: 'text', value: asOneLine(written) }] });
  expect(parsed(escaped(written)).children).toEqual([expect.objectContaining({ type: 'paragraph' })]);
});

it.each(hostile)('keeps a cell in its column and an item in its line: %j', (written) => {
  const [cells, items] = parsed(markdownOf([table(['a', 'b'], [[written, 'x']]), list([written, 'x'])])).children;
  const row = cells?.type === 'table' ? cells.children[1]?.children.map((cell) => toString(cell)) : [];
  expect(row).toEqual([asOneLine(written), 'x']);
  expect(items?.type === 'list' ? items.children.map((item) => toString(item)) : []).toEqual([asOneLine(written), 'x']);
});

it('says so where there is nothing to list', () => {
  expect(markdownOf([list([])])).toBe('None.\n');
  expect(markdownOf([table(['a'], [])])).toBe('None.\n');
});

it('links addresses of the web alone', () => {
  expect(markdownOf([paragraph('Open at ', link('https://example.com/a_b'))])).toBe(
    'Open at <https://example.com/a_b>\n',
  );
  expect(markdownOf([paragraph(link('javascript:alert(1)'))])).toBe('javascript:alert(1)\n');
});

it('puts a section under its heading', () => {
  expect(markdownOf([...section('Plan', paragraph('a'), paragraph('b'))])).toBe('## Plan\n\na\n\nb\n');
});

it('shows checks and measurements', () => {
  const measured = { samples: 200, errors: 1, availability: 0.995, p95: 12.34, p99: 40 };
  expect(markdownOf([checkTable([{ name: 'home', passed: true, observed: '200 in 3 ms' }])])).toContain(
    '| home | passed | 200 in 3 ms |',
  );
  expect(markdownOf([measurementTable(measured)])).toContain('| 200 | 1 | 99.5 % | 12.3 ms | 40.0 ms |');
});
