import { textOf } from '@slipway/contracts';
import { Injectable, Logger } from '@nestjs/common';

/** Raised when a part cannot recover: the process exits, so that its supervisor restarts it. */
@Injectable()
export class FatalSignal {
  onRaised: (reason: string) => void = () => undefined;
  private readonly log = new Logger('runtime');

  raise(part: string, error: unknown): void {
    this.log.error({ err: error, part }, 'cannot recover');
    this.onRaised(`${part} has stopped: ${textOf(error)}`);
  }
}
