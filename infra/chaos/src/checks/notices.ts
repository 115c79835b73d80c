import { some, type Check } from './check.js';

interface Delivered {
  readonly release: string;
  readonly audience: string;
  readonly channel: string;
}

const nameOf = ({ release, audience, channel }: Delivered): string => `${release} to ${audience} by ${channel}`;

/** The deliveries that planning has recorded. */
const deliveries = `SELECT payload::json->>'releaseId' AS release, payload::json->>'audience' AS audience, payload::json->>'channel' AS channel
                      FROM store.events WHERE type = 'dev.slipway.planning.notification-delivered.v1'`;

/** A receipt proves one delivery: a receipt that is recorded twice is a duplicate delivery or a false record. */
export const noticesAreOnce: Check = {
  promise: 'each notice is delivered once to each audience on each channel, and is in its inbox',
  heals: true,
  findings: async ({ ground: { database, world }, played }) => {
    const ofPlayed = new Set(played.map(({ release }) => release));
    const all = (await database.ask<Delivered>(deliveries)).filter(({ release }) => ofPlayed.has(release));
    const names = all.map(nameOf);
    // Mail (quoted-printable) can break a line anywhere, with an equals sign.
    const mails = world.mail.taken.map((text) => text.replaceAll('=\r\n', ''));
    const inboxes = { webhook: world.chat.taken.map(({ body }) => body), email: mails };
    const absent = all.filter((delivered) => {
      const inbox = delivered.channel === 'webhook' ? inboxes.webhook : inboxes.email;
      const [product = ''] = delivered.release.split('-');
      return !inbox.some((text) => text.includes(product) && text.includes(delivered.audience));
    });
    return [
      ...some(
        'recorded more than once',
        'planning: communication-<release>',
        names.filter((name, place) => names.indexOf(name) !== place),
      ),
      ...some('recorded, and not in the inbox', 'the receipt in the trail', absent.map(nameOf)),
    ];
  },
};

/** A notice that is sent again after a crash has the same key, so that its receiver can detect it. */
export const webhookKeysAreNotices: Check = {
  promise: 'a webhook that is sent again is sent with the same key, and no key stands for two notices',
  heals: false,
  findings: ({ ground: { world } }) => {
    const all = world.chat.taken.map(({ key = 'no key', body }) => ({ key, body }));
    const byKey = Map.groupBy(all, ({ key }) => key);
    const byBody = Map.groupBy(all, ({ body }) => body);
    const shared = [...byKey].filter(([, its]) => new Set(its.map(({ body }) => body)).size > 1);
    const changing = [...byBody].filter(([, its]) => new Set(its.map(({ key }) => key)).size > 1);
    return [
      ...some(
        'keys of several notices',
        'libs/service-kit/src/notify',
        shared.map(([key]) => key),
      ),
      ...some(
        'notices with several keys',
        'libs/service-kit/src/notify',
        changing.map(([body]) => body.slice(0, 100)),
      ),
    ];
  },
};
