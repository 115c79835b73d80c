import type { Outbound } from '../outbound/outbound.js';
import { reasonOf } from '../outbound/reason.js';
import { ServiceKitError } from '../service-kit-error.js';
import { addressed } from './address.js';
import { addressForm, type ChannelKind, type Channels, type Notification, type Send } from './channels.js';
import { email } from './email.js';
import { webhook } from './webhook.js';

interface Adapter {
  readonly kind: ChannelKind;
  readonly sending: (address: string, outbound: Outbound, name: string) => Send;
}

const webhooks: Adapter = { kind: 'webhook', sending: configuredWebhook };
const mail: Adapter = { kind: 'mail', sending: email };

const adapters: Readonly<Record<string, Adapter>> = {
  'http:': webhooks,
  'https:': webhooks,
  'smtp:': mail,
  'smtps:': mail,
};

interface Channel {
  readonly kind: ChannelKind;
  readonly send: Send;
}

/** The channels by name, each by the adapter for the protocol of its address. */
export function configuredChannels(addresses: Readonly<Record<string, string>>, outbound: Outbound): Channels {
  const channels = new Map(
    Object.entries(addresses).map(([name, address]) => [name, channelAt(address, outbound, name)]),
  );
  return {
    names: () => [...channels.keys()],
    kindOf: (channel) => channelNamed(channel, channels).kind,
    deliver: async (name, notification) => {
      const channel = channelNamed(name, channels);
      return { receipt: await deliver(name, channel, notification) };
    },
  };
}

/** The configuration is trusted with the host, so no audience may say it. */
function configuredWebhook(address: string, outbound: Outbound, name: string): Send {
  if (addressed(new URL(address).host, '') === new URL(address).host) {
    return webhook(address, outbound, { configured: true });
  }
  throw invalid(name, 'must hold {audience} in the path or the query, not in the host');
}

function channelAt(address: string, outbound: Outbound, name: string): Channel {
  const adapter = adapters[new URL(address).protocol];
  if (adapter === undefined) throw invalid(name, addressForm);
  return { kind: adapter.kind, send: adapter.sending(address, outbound, name) };
}

const invalid = (name: string, problem: string): ServiceKitError =>
  new ServiceKitError('CONFIGURATION_INVALID', { problems: [`NOTIFICATION_CHANNELS.${name} ${problem}`] });

function channelNamed(channel: string, channels: ReadonlyMap<string, Channel>): Channel {
  const found = channels.get(channel);
  if (found !== undefined) return found;
  const fix = 'name it in NOTIFICATION_CHANNELS';
  throw new ServiceKitError('CHANNEL_UNKNOWN', { channel, known: [...channels.keys()], fix });
}

async function deliver(channel: string, { send }: Channel, notification: Notification): Promise<string> {
  try {
    return await send(notification);
  } catch (cause) {
    throw new ServiceKitError('CHANNEL_FAILED', { channel, reason: reasonOf(cause) }, { cause });
  }
}
