import { ReleaseId } from '@slipway/contracts';
import { OnTimer } from '@slipway/service-kit';
import { Assessor } from '../probing/assessor.js';

/** A deadline has come. */
@OnTimer('assess')
export class AssessAtDeadline {
  constructor(private readonly assessor: Assessor) {}

  handle(payload: unknown) {
    return this.assessor.assess(ReleaseId.parse(payload));
  }
}
