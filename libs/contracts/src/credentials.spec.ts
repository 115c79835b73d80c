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
  ['the path of a webhook', { alertUrl: 'https://hooks.slack.com/services/T00000/B00000/abcdef' }, ['alertUrl']],
])('finds %s', (_, value, path) => {
  const defect = credentialDefect(value);
  expect(defect?.path).toEqual(path);
  expect(defect?.fix).toContain('${secret:NAME}');
});

it.each([
  ['references', { headers: { authorization: `Bearer ${reference}`, cookie: `id=${reference}` } }],
  ['a reference in an address', { url: `https://shop.example/?token=${reference}` }],
  ['a key that is none', { headers: { 'idempotency-key': '1' }, url: 'https://shop.example/?page=2' }],
  ['prose', { reason: 'The token of https://shop.example/login was renewed: Basic checks pass again' }],
])('leaves %s alone', (_, value) => {
  expect(credentialDefect(value)).toBeUndefined();
});

it('never repeats what it found', () => {
  expect(JSON.stringify(credentialDefect({ text: jwt }))).not.toContain('eyJ');
});

it.each(['eyJ-', 'eyJaaaaaaaaa', 'a://', 'xoxb', 'Basic '])('searches a long text of %s in moments', (part) => {
  const began = performance.now();
  credentialDefect({ text: part.repeat(200_000) });
  expect(performance.now() - began).toBeLessThan(1000);
});
