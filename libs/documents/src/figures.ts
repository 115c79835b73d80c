import type { CheckResult, Measurements } from '@slipway/contracts';
import { table, type Block } from './markdown.js';
import { milliseconds, percent } from './wording.js';

export const checkTable = (results: readonly CheckResult[]): Block =>
  table(
    ['Check', 'Result', 'Observed'],
    results.map(({ name, passed, observed }) => [name, passed ? 'passed' : 'failed', observed]),
  );

export const measurementTable = (measured: Measurements): Block => table(figureNames, [figures(measured)]);

export const targetTable = (measured: readonly (Measurements & { readonly target: string })[]): Block =>
  table(
    ['Target', ...figureNames],
    measured.map(({ target, ...of }) => [target, ...figures(of)]),
  );

const figureNames = ['Samples', 'Errors', 'Availability', 'p95', 'p99'];
const figures = ({ samples, errors, availability, p95, p99 }: Measurements): string[] => [
  String(samples),
  String(errors),
  percent(availability),
  milliseconds(p95),
  milliseconds(p99),
];
