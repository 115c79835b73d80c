import { OnTimer, type PayloadOf } from '@slipway/service-kit';
import { Assessor } from '../application/assessor.js';
import { Assess } from './release-timers.js';

/** A deadline has come. */
@OnTimer(Assess)
export class AssessAtDeadline {
  constructor(private readonly assessor: Assessor) {}

  handle({ releaseId }: PayloadOf<typeof Assess>) {
    return this.assessor.assess(releaseId);
  }
}
