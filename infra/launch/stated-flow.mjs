import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './processes.mjs';

const head = `import type { FlowTemplate } from './template.js';

/** Generated from base-flow-release.md by \`npm run docs\`. Do not edit. */
export const statedFlow: Omit<FlowTemplate, 'policy'> = `;

/** The flow that \`base-flow-release.md\` states, as a module: reading the document at each start of a service would cost more. */
export function statedFlow({ readStated }) {
  const { template, errors } = readStated(
    readFileSync(path.join(root, 'libs', 'flow', 'src', 'base-flow-release.md'), 'utf8'),
  );
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  const stated = { ...template };
  delete stated.policy;
  return `${head}${JSON.stringify(stated)};\n`;
}
