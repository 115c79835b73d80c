import { baseFlow } from '@slipway/flow';
import { decidingQuestions } from './deciding-questions.js';

it('are written down for the 13 criteria, 10 gates and 60 actions of the base flow', () => {
  expect(decidingQuestions(baseFlow)).toHaveLength(13 + 10 + 60);
});
