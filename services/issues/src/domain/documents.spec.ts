import { FixPlanned } from '@slipway/contracts';
import { documentsOf } from './documents.js';
import { deadline, issueId, raised, releaseId, triaged } from './fixtures.js';
import { issueAfter, issueRaised } from './issue.js';

const untouched = issueRaised(raised({ title: 'a | b' }).data);
const planned = FixPlanned.of({ issueId, releaseId, plan: 'cache it', plannedFor: '1.2.0' });

it('writes a document for each of the six outputs of its step', () => {
  const issue = [triaged(), planned].reduce(issueAfter, untouched);
  const documents = documentsOf(releaseId, { issues: [issue], raised: 1 });
  expect(documents.map(({ output }) => output)).toEqual(
    [1, 2, 3, 4, 5, 6].map((n) => `manage-issues.output-${String(n)}`),
  );
  expect(documents[0]?.markdown).toContain(String.raw`| ${issueId} | a \| b | monitoring | performance | open |`);
  expect(documents[3]?.markdown).toContain('| cache it | 1.2.0 |');
  const [, second] = documentsOf(releaseId, { issues: [untouched], raised: 1 });
  expect(second?.markdown).toContain(`| critical until triaged | ${deadline} |`);
});

it('says how many issues a document leaves out', () => {
  const [first] = documentsOf(releaseId, { issues: [untouched], raised: 20_000 });
  expect(first?.markdown).toContain('19999 earlier issues are not in this table');
});
