import type { ReleaseSummary, Window } from '@slipway/contracts';

export type FreezeCommand =
  | {
      readonly type: 'DeclareFreeze';
      readonly freezeId: string;
      readonly environment: string;
      readonly window: Window;
      readonly reason: string;
    }
  | {
      readonly type: 'LiftFreeze';
      readonly reason: string;
      /** The releases for the frozen environment that have not ended. */
      readonly openReleases: readonly Pick<ReleaseSummary, 'releaseId' | 'author'>[];
    };

export type CommandOf<Type extends FreezeCommand['type']> = Extract<FreezeCommand, { readonly type: Type }>;
