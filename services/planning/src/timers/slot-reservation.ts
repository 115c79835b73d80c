import { ReleaseId, Window } from '@slipway/contracts';
import { defineTimer } from '@slipway/service-kit';
import { z } from 'zod';

/** The window for which the release asked for its components. */
export const SlotReservation = defineTimer(
  'slot-reservation',
  z.strictObject({ releaseId: ReleaseId, window: Window }),
);
