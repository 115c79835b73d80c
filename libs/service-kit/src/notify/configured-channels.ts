import { ServiceKitError } from '../service-kit-error.js';
import type { Channels, Notification, Send } from './channels.js';
import { email } from './email.js';
import { webhook } from './webhook.js';

const adapters: Readonly<Record<string, (address: string) => Send>> = {
  'http:': webhook,
  'https:': webhook,
  'smtp:': email,
  'smtps:': email,
};

export const channelProtocols: readonly string[] = Object.keys(adapters);

/** The channels by name, each by the adapter for the protocol of its address. */
export function configuredChannels(addresses: Readonly<Record<string, string>>): Channels {
  const channels = new Map(Object.entries(addresses).map(([name, address]) => [name, sending(address)]));
  return {
    names: () => [...channels.keys()],
    deliver: async (channel, notification) => ({ receipt: await deliver(channels, channel, notification) }),
  };
}

function sending(address: string): Send {
  const adapter = adapters[new URL(address).protocol];
  if (adapter !== undefined) return adapter(address);
  throw new ServiceKitError('CONFIGURATION_INVALID', {
    problems: [`NOTIFICATION_CHANNELS must hold addresses of ${channelProtocols.join(' ')}`],
  });
}

async function deliver(
  channels: ReadonlyMap<string, Send>,
  channel: string,
  notification: Notification,
): Promise<string> {
  const send = channels.get(channel);
  if (send === undefined) {
    const fix = 'name it in NOTIFICATION_CHANNELS';
    throw new ServiceKitError('CHANNEL_UNKNOWN', { channel, known: [...channels.keys()], fix });
  }
  try {
    return await send(notification);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ServiceKitError('CHANNEL_FAILED', { channel, reason }, { cause });
  }
}
