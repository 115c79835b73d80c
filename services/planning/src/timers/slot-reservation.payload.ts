import { ReleaseId, Window } from '@slipway/contracts';
import { z } from 'zod';

export const slotReservationTimer = 'slot-reservation';

/** The window for which the release asked for its components. */
export const SlotReservation = z.strictObject({ releaseId: ReleaseId, window: Window });
export type SlotReservation = z.infer<typeof SlotReservation>;
