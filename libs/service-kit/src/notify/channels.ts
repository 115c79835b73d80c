import { Inject } from '@nestjs/common';

export interface Notification {
  /** The recipients: `stakeholders`, `operations`, … */
  readonly audience: string;
  readonly subject: string;
  readonly text: string;
}

/** The form that suits a channel: one line, as in a chat, or a letter. */
export type NoticeForm = 'line' | 'letter';

/** The ways to reach people, each independent of the others. */
export interface Channels {
  /** The configured channels, such as `webhook` and `email`. */
  names(): readonly string[];
  /**
   * The form of a channel, which follows from its address and not from its name.
   * @throws ServiceKitError CHANNEL_UNKNOWN
   */
  formOf(channel: string): NoticeForm;
  /**
   * Sends the notification and waits until the other side has accepted it. It can be sent twice if the caller dies in
   * between.
   * @returns the answer of the other side
   * @throws ServiceKitError CHANNEL_UNKNOWN, or CHANNEL_FAILED with the channel and the cause; a retry can help
   */
  deliver(channel: string, notification: Notification): Promise<{ receipt: string }>;
}

/** One channel: sends, and answers with the receipt. */
export type Send = (notification: Notification) => Promise<string>;

export const CHANNELS = Symbol('slipway channels');

/** The channels of NOTIFICATION_CHANNELS; the service's module imports `Notify`. */
export const InjectChannels = (): ParameterDecorator & PropertyDecorator => Inject(CHANNELS);
