import { FixPlanned } from '@slipway/contracts';
import { documentsFrom } from '@slipway/documents';
import { documentRules, type NewestIssues } from './documents.js';
import { deadline, issueId, raised, releaseId, triaged } from './fixtures.js';
import { issueAfter, issueRaised } from './issue.js';

const documentsOf = (newest: NewestIssues) =>
  documentsFrom(documentRules, { release: { product: 'shop', version: '1.1.0' }, releaseId, ...newest }).map(
    ({ output, content }) => ({ output, text: 'text' in content ? content.text : '' }),
  );

const untouched = issueRaised(raised({ title: 'a | b' }).data);
const planned = FixPlanned.of({ issueId, releaseId, plan: 'cache it', plannedFor: '1.2.0' });

it('writes a document for each of the six outputs of its step', () => {
  const issue = [triaged(), planned].reduce(issueAfter, untouched);
  const documents = documentsOf({ issues: [issue], raised: 1 });
  expect(documents.map(({ output }) => output)).toEqual(
    [1, 2, 3, 4, 5, 6].map((n) => `manage-issues.output-${String(n)}`),
  );
  expect(documents[0]?.text).toContain(String.raw`| ${issueId} | a \| b | monitoring | performance | open |`);
  expect(documents[3]?.text).toContain('| cache it | 1.2.0 |');
  const [, second] = documentsOf({ issues: [untouched], raised: 1 });
  expect(second?.text).toContain(`| critical until triaged | ${deadline} |`);
});

it('says how many issues a document leaves out', () => {
  const [first] = documentsOf({ issues: [untouched], raised: 20_000 });
  expect(first?.text).toContain('19999 earlier issues are not in this table');
});
