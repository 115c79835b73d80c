import type { ReleaseType } from '@slipway/contracts';
import { z } from 'zod';
import { RiskLevel, RollbackCapability, UserCommunication } from '../vocabulary.js';
import { Fields } from './fields.js';
import { namedItems, onlyList } from './lists.js';
import { sectionsByTitle, subsections, type Section } from './outline.js';
import type { Problems } from './problems.js';

const headings = {
  major: 'Major Release',
  minor: 'Minor Release',
  patch: 'Patch Release',
  hotfix: 'Hotfix',
} as const satisfies Record<ReleaseType, string>;

const known = ['Scope', 'Approach', 'Risk Level', 'Rollback Capability', 'User Communication'];

/** `## Release Types & Approaches`: the four types, each with its five fields. */
export function readReleaseTypes(section: Section, problems: Problems) {
  const found = sectionsByTitle(subsections(section), Object.values(headings), section.line, problems);
  const profile = (type: ReleaseType) => {
    const part = found.get(headings[type]);
    return part && problems.attempt(() => readProfile(part));
  };
  return { major: profile('major'), minor: profile('minor'), patch: profile('patch'), hotfix: profile('hotfix') };
}

function readProfile(section: Section) {
  const fields = new Fields(section, namedItems(onlyList(section)), known);
  return {
    scope: fields.text('Scope'),
    approach: fields.text('Approach'),
    riskLevel: fields.value('Risk Level', anyCase(RiskLevel)),
    rollbackCapability: fields.value('Rollback Capability', anyCase(RollbackCapability)),
    userCommunication: fields.value('User Communication', anyCase(UserCommunication)),
  };
}

/** Documents write closed words with a capital, data without. */
export function anyCase<Schema extends z.ZodType>(words: Schema) {
  return z
    .string()
    .toLowerCase()
    .pipe(words as z.ZodType<z.output<Schema>, string>);
}
