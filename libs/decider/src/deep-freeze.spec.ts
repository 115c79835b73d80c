import { deepFreeze } from './deep-freeze.js';

it('keeps everything in a value as it is', () => {
  const state = deepFreeze({ steps: { deploy: ['begun'] }, none: undefined, text: 'text' });
  expect(() => state.steps.deploy.push('done')).toThrow(TypeError);
  expect(() => {
    state.text = 'other';
  }).toThrow(TypeError);
});

it('freezes what is new around what is frozen', () => {
  const before = deepFreeze({ steps: { build: ['done'] } });
  const after = deepFreeze({ ...before, steps: { ...before.steps, deploy: ['begun'] } });
  expect(() => after.steps.deploy.push('done')).toThrow(TypeError);
});
