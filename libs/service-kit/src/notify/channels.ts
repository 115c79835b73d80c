import { Inject } from '@nestjs/common';

export interface Notification {
  /** Who is told: `stakeholders`, `operations`, … */
  readonly audience: string;
  readonly subject: string;
  readonly text: string;
}

/** What a channel carries well: one line, as a chat does, or a letter. */
export type NoticeForm = 'line' | 'letter';

/** The ways to reach people, each independent of the others. */
export interface Channels {
  /** The configured channels, such as `webhook` and `email`. */
  names(): readonly string[];
  /**
   * What the address of a channel says that it carries, whatever the channel is called.
   * @throws ServiceKitError CHANNEL_UNKNOWN
   */
  formOf(channel: string): NoticeForm;
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
