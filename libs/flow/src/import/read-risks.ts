import type { Table, TableRow } from 'mdast';
import type { FlowRisk } from '../template.js';
import { RiskImpact, RiskProbability } from '../vocabulary.js';
import { checked } from './fields.js';
import { lineOf, textOf, type Section } from './outline.js';
import { refuse } from './problems.js';
import { anyCase } from './read-release-types.js';

const columns = ['Risk', 'Probability', 'Impact', 'Mitigation Strategy'];

/** `## Risk Mitigation`: a table of risks. */
export function readRisks(section: Section): FlowRisk[] {
  const [header, ...rows] = onlyTable(section).children;
  const names = header === undefined ? [] : cellsOf(header);
  if (names.join('|') !== columns.join('|'))
    refuse(
      'MALFORMED_TABLE',
      header === undefined ? section.line : lineOf(header),
      `the columns must be: ${columns.join(' | ')}`,
    );
  if (rows.length === 0) refuse('MALFORMED_TABLE', section.line, 'the table has no row; add a risk');
  return rows.map((row, at) => readRisk(row, at + 1));
}

function readRisk(row: TableRow, ordinal: number): FlowRisk {
  const cells = cellsOf(row);
  const line = lineOf(row);
  const [name = '', probability, impact, mitigation = ''] = cells;
  if (cells.length !== columns.length || cells.includes(''))
    refuse('MALFORMED_TABLE', line, `a row must have ${String(columns.length)} cells, none empty`);
  return {
    id: `risk-${String(ordinal)}`,
    name,
    probability: checked('Probability', probability, anyCase(RiskProbability), line),
    impact: checked('Impact', impact, anyCase(RiskImpact), line),
    mitigation,
  };
}

function onlyTable({ title, line, content }: Section): Table {
  const [table, stray] = content;
  if (table?.type !== 'table' || stray !== undefined)
    refuse('MALFORMED_TABLE', line, `'${title}' must hold one table and nothing else`);
  return table;
}

function cellsOf({ children }: TableRow): string[] {
  return children.map(textOf);
}
