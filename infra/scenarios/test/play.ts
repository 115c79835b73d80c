import { Given, isRefused, openStage, type Answer, type Circumstances, type Stage } from '../src/index.js';

const minutes = 60_000;

/** One system for all scenarios, which play side by side: to start it takes longer than most of them. */
let opened: Stage | undefined;
beforeAll(async () => {
  opened = await openStage();
}, 2 * minutes);
afterAll(() => opened?.stop(), minutes);

function stage(): Stage {
  if (opened === undefined) throw new Error('the system has not started: see above');
  return opened;
}

/** What the scenarios of one subject are written with; the subject stands before their titles. */
export const scenarios = (subject: string) => ({
  stage,
  given: (circumstances: Circumstances = {}) => new Given(stage(), circumstances),
  scenario: (title: string, play: () => Promise<void>) => {
    it.concurrent(`${subject}: ${title}`, play, 3 * minutes);
  },
});

/** A refusal, with this code where one is named; a failure shows the answer. */
export function expectRefused(answer: Answer, code?: string): void {
  expect(isRefused(answer) ? 'refused' : answer).toBe('refused');
  if (code !== undefined) expect(answer.body['code']).toBe(code);
}

export function expectTaken(answer: Answer): void {
  expect(answer.status < 300 ? 'taken' : answer).toBe('taken');
}
