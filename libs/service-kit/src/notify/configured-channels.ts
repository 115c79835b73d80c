import type { Outbound } from '../outbound/outbound.js';
import { reasonOf } from '../outbound/reason.js';
import { ServiceKitError } from '../service-kit-error.js';
import { addressed } from './address.js';
import type { Channels, Notification, Send } from './channels.js';
import { email } from './email.js';
import { webhook } from './webhook.js';

const adapters: Readonly<Record<string, (address: string, outbound: Outbound) => Send>> = {
  'http:': configuredWebhook,
  'https:': configuredWebhook,
  'smtp:': email,
  'smtps:': email,
};

export const channelProtocols: readonly string[] = Object.keys(adapters);

/** The channels by name, each by the adapter for the protocol of its address. */
export function configuredChannels(addresses: Readonly<Record<string, string>>, outbound: Outbound): Channels {
  const channels = new Map(Object.entries(addresses).map(([name, address]) => [name, sending(address, outbound)]));
  return {
    names: () => [...channels.keys()],
    deliver: async (channel, notification) => ({ receipt: await deliver(channels, channel, notification) }),
  };
}

/** The configuration is trusted with the host, so no audience may say it. */
function configuredWebhook(address: string, outbound: Outbound): Send {
  if (addressed(new URL(address).host, '') === new URL(address).host) {
    return webhook(address, outbound, { configured: true });
  }
  throw invalid('must hold {audience} in the path or the query, not in the host');
}

function sending(address: string, outbound: Outbound): Send {
  const adapter = adapters[new URL(address).protocol];
  if (adapter !== undefined) return adapter(address, outbound);
  throw invalid(`must hold addresses of ${channelProtocols.join(' ')}`);
}

const invalid = (problem: string): ServiceKitError =>
  new ServiceKitError('CONFIGURATION_INVALID', { problems: [`NOTIFICATION_CHANNELS ${problem}`] });

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
    throw new ServiceKitError('CHANNEL_FAILED', { channel, reason: reasonOf(cause) }, { cause });
  }
}
