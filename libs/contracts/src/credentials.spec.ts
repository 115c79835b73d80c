import { credentialDefect } from './credentials.js';

const reference = '${secret:SHOP_TOKEN}';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';

it.each([
  ['a token in a text', { reason: `see ${jwt}` }, ['reason']],
  ['a token of GitHub', { reason: `ghp_${'a1'.repeat(18)}` }, ['reason']],
  ['a key of AWS', { list: [`AKIA${'ABCD'.repeat(4)}`] }, ['list', 0]],
  ['a token of Slack', { text: `xoxb-${'1'.repeat(12)}` }, ['text']],
  ['a private key', { text: '-----BEGIN RSA PRIVATE KEY-----\nMII' }, ['text']],
  ['a literal Authorization header', { headers: { Authorization: 'Bearer me' } }, ['headers', 'Authorization']],
  ['a literal cookie', { headers: { cookie: 'id=1' } }, ['headers', 'cookie']],
  ['a literal key in a header', { headers: { 'X-Api-Key': 'k' } }, ['headers', 'X-Api-Key']],
  ['a credential beside a reference', { headers: { authorization: `abc${reference}` } }, ['headers', 'authorization']],
  ['a user in an address', { url: 'https://user@shop.example/' }, ['url']],
  ['a password in an address', { text: 'look at https://user:word@shop.example/ for it' }, ['text']],
  ['a query parameter', { url: 'https://shop.example/?a=1&access_token=x' }, ['url']],
  ['a signature in an address', { url: 'https://blobs.example/a?sv=1&sig=x' }, ['url']],
  ['an encoded query parameter', { url: 'https://shop.example/?%74oken=x' }, ['url']],
  ['a fragment', { url: 'https://shop.example/#access_token=x' }, ['url']],
  ['an open setting', { settings: [{ name: 'DB_PASSWORD', value: 'x', secret: false }] }, ['settings', 0, 'value']],
  ['the path of a webhook', { alertUrl: 'https://hooks.slack.com/services/T00000/B00000/abcdef' }, ['alertUrl']],
])('finds %s', (_, value, path) => {
  const defect = credentialDefect(value);
  expect(defect?.path).toEqual(path);
  expect(defect?.fix).toMatch(/\$\{secret:NAME\}|"secret":true/);
});

it.each([
  ['references', { headers: { authorization: `Bearer ${reference}`, cookie: `id=${reference}` } }],
  ['a reference in an address', { url: `https://shop.example/?token=${reference}` }],
  ['a key that is none', { headers: { 'idempotency-key': '1' }, url: 'https://shop.example/?page=2' }],
  ['a setting', { settings: [{ name: 'GREETING', value: 'Hello', secret: false }] }],
  ['prose', { reason: 'The token of https://shop.example/login was renewed: Basic checks pass again' }],
])('leaves %s alone', (_, value) => {
  expect(credentialDefect(value)).toBeUndefined();
});

it('never repeats what it found', () => {
  expect(JSON.stringify(credentialDefect({ text: jwt }))).not.toContain('eyJ');
});

it.each(['eyJ-', 'eyJaaaaaaaaa', 'a://', 'xoxb', 'Basic '])(
  'searches a text of %s in time that grows with it',
  (part) => {
    const [few, many] = [25_000, 200_000].map((times) => part.repeat(times));
    const costOf = (text: string | undefined) => {
      const began = performance.now();
      credentialDefect({ text });
      return performance.now() - began;
    };
    const least = { few: Infinity, many: Infinity };
    // The least of several runs comes close to the work itself, on a busy machine after more of them.
    for (let run = 0; run < 5 || (run < 25 && least.many > 24 * least.few); run += 1) {
      least.many = Math.min(least.many, costOf(many));
      least.few = Math.min(least.few, costOf(few));
    }
    // Eight times the text: if each start of a match were searched to the end, it would be 64 times the work.
    expect(least.many / least.few).toBeLessThan(24);
  },
);
