import { readFileSync } from 'node:fs';
import { baseFlow } from '@slipway/flow';
import { questionsAsMarkdown } from '../src/domain/flow/deciding-questions.js';

it('the page of deciding questions says what the rules say', () => {
  const page = readFileSync(new URL('../DECIDING-QUESTIONS.md', import.meta.url), 'utf8');
  expect(page).toBe(questionsAsMarkdown(baseFlow));
});
