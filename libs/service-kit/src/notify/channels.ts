import { Inject } from '@nestjs/common';

export interface Notification {
  /** Who is told: `stakeholders`, `operations`, … */
  readonly audience: string;
  readonly subject: string;
  readonly text: string;
}

/** How a channel reaches people; the protocol of its address says it, not its name. */
export type ChannelKind = 'webhook' | 'mail';

/** What an address of a channel must be. */
export const addressForm =
  'must begin with http:// or https:// (a webhook), or with smtp:// or smtps:// (the server for mail, with ?to=…)';

/** The ways to tell people something, each independent of the others. */
export interface Channels {
  /** The configured channels, such as `webhook` and `email`. */
  names(): readonly string[];
  /**
   * Whether a channel is a webhook or mail.
   * @throws ServiceKitError CHANNEL_UNKNOWN
   */
  kindOf(channel: string): ChannelKind;
  /**
   * Hands the notification over and waits until the other side has taken it. It may be sent twice when the caller dies in between.
   * @returns what the other side said when it took it
   * @throws ServiceKitError CHANNEL_UNKNOWN, or CHANNEL_FAILED with the channel and the cause; trying again may help
   */
  deliver(channel: string, notification: Notification): Promise<{ receipt: string }>;
}

/** One channel: sends, and answers with the receipt. */
export type Send = (notification: Notification) => Promise<string>;

export const CHANNELS = Symbol('slipway channels');

/** The channels of NOTIFICATION_CHANNELS; the service's module imports `Notify`. */
export const InjectChannels = (): ParameterDecorator & PropertyDecorator => Inject(CHANNELS);
