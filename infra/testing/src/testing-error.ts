import { CodedError } from '@slipway/decider';

/** A request to the test infrastructure that failed. */
export class TestingError extends CodedError<'NO_TEST_SERVERS'> {}
