import { CodedError } from '@slipway/decider';

/** What a test asked of its infrastructure in vain. */
export class TestingError extends CodedError<'NO_TEST_SERVERS' | 'NOT_EVENTUALLY'> {}
