import { StepStarted } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { Closing } from '../application/closing.js';
import { StakeholderNotification } from '../application/stakeholder-notification.js';

/** What planning does by itself when one of its steps starts. */
@Reaction(StepStarted, { group: 'planning.carry-out' })
export class OnStepStarted {
  constructor(
    private readonly notification: StakeholderNotification,
    private readonly closing: Closing,
  ) {}

  async handle({ data: { step, release }, occurredAt }: DeliveredEvent<StepStarted>) {
    if (step.id === 'coordinate-release') await this.notification.begin(release, occurredAt);
    if (step.id === 'close-release') await this.closing.draftRetrospective(release);
  }
}
