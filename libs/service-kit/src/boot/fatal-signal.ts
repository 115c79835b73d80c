import { textOf } from '@slipway/contracts';
import { Injectable, Logger } from '@nestjs/common';

/** Raised when a part cannot go on by itself: the process should end, so that its supervisor starts it anew. */
@Injectable()
export class FatalSignal {
  onRaised: (reason: string) => void = () => undefined;
  private readonly log = new Logger('runtime');

  raise(part: string, error: unknown): void {
    this.log.error({ err: error, part }, 'cannot go on by itself');
    this.onRaised(`${part} has stopped: ${textOf(error)}`);
  }
}
