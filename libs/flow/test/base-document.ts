import { readFileSync } from 'node:fs';
import { importTemplate, type FlowTemplate } from '../src/index.js';

/** The base flow as its author wrote it. */
export const baseDocument = readFileSync(new URL('../src/base-flow-release.md', import.meta.url), 'utf8');

/** The base document with one passage replaced. Throws if the passage is missing, because the spec would prove nothing. */
export function edited(passage: string, replacement: string, document = baseDocument): string {
  if (!document.includes(passage)) throw new Error(`the document has no '${passage}'`);
  return document.replace(passage, () => replacement);
}

/** The number of the line on which this passage begins. */
export function lineOf(passage: string, document = baseDocument): number {
  return document.slice(0, document.indexOf(passage)).split('\n').length;
}

export function imported(document: string): FlowTemplate {
  const { template, errors } = importTemplate(document);
  if (template === undefined) throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'));
  return template;
}

/** Every refusal as `line CODE`. */
export function refusals(document: string): string[] {
  return (importTemplate(document).errors ?? []).map(({ code, details }) => `${String(details.line)} ${code}`);
}
