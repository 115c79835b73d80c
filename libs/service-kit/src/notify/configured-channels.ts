import type { Outbound } from '../outbound/outbound.js';
import { reasonOf } from '../outbound/reason.js';
import { ServiceKitError } from '../service-kit-error.js';
import { addressed } from './address.js';
import type { Channels, NoticeForm, Notification, Send } from './channels.js';
import { email } from './email.js';
import { webhook } from './webhook.js';

interface Adapter {
  readonly form: NoticeForm;
  readonly to: (address: string, outbound: Outbound) => Send;
}

interface ConfiguredChannel {
  readonly form: NoticeForm;
  readonly send: Send;
}

const toWebhooks: Adapter = { form: 'line', to: configuredWebhook };
const toMailboxes: Adapter = { form: 'letter', to: email };

const adapters: Readonly<Record<string, Adapter>> = {
  'http:': toWebhooks,
  'https:': toWebhooks,
  'smtp:': toMailboxes,
  'smtps:': toMailboxes,
};

export const channelProtocols: readonly string[] = Object.keys(adapters);

/** The channels by name, each by the adapter for the protocol of its address. */
export function configuredChannels(addresses: Readonly<Record<string, string>>, outbound: Outbound): Channels {
  const channels = new Map(Object.entries(addresses).map(([name, address]) => [name, channelAt(address, outbound)]));
  return {
    names: () => [...channels.keys()],
    formOf: (channel) => known(channels, channel).form,
    deliver: async (channel, notification) => ({ receipt: await deliver(channels, channel, notification) }),
  };
}

/** The configuration chooses the host, so an audience is not allowed to. */
function configuredWebhook(address: string, outbound: Outbound): Send {
  if (addressed(new URL(address).host, '') === new URL(address).host) {
    return webhook(address, outbound, { configured: true });
  }
  throw invalid('must hold {audience} in the path or the query, not in the host');
}

function channelAt(address: string, outbound: Outbound): ConfiguredChannel {
  const adapter = adapters[new URL(address).protocol];
  if (adapter !== undefined) return { form: adapter.form, send: adapter.to(address, outbound) };
  throw invalid(`must hold addresses of ${channelProtocols.join(' ')}`);
}

const invalid = (problem: string): ServiceKitError =>
  new ServiceKitError('CONFIGURATION_INVALID', { problems: [`NOTIFICATION_CHANNELS ${problem}`] });

function known(channels: ReadonlyMap<string, ConfiguredChannel>, channel: string): ConfiguredChannel {
  const found = channels.get(channel);
  if (found !== undefined) return found;
  const fix = 'name it in NOTIFICATION_CHANNELS';
  throw new ServiceKitError('CHANNEL_UNKNOWN', { channel, known: [...channels.keys()], fix });
}

async function deliver(
  channels: ReadonlyMap<string, ConfiguredChannel>,
  channel: string,
  notification: Notification,
): Promise<string> {
  const { send } = known(channels, channel);
  try {
    return await send(notification);
  } catch (cause) {
    throw new ServiceKitError('CHANNEL_FAILED', { channel, reason: reasonOf(cause) }, { cause });
  }
}
