type Fields = Readonly<Record<string, unknown>>;

/**
 * The details that distinguish facts of one type, in the order in which people ask for them: subject, amount, bytes,
 * reason.
 */
const details: readonly ((data: Fields) => string[])[] = [
  ...['text', 'title', 'name', 'step', 'kind', 'phase', 'weight', 'verdict', 'status', 'role', 'hat', 'person'].map(
    field,
  ),
  ...['channel', 'audience', 'duration'].map(field),
  ({ from, to }) => (isText(from) && isText(to) ? [`from ${from} to ${to}`] : textsOf(to)),
  ...['suite', 'outcome', 'target', 'priority', 'window'].map(field),
  ({ missing }) => list('waits for', missing),
  ({ approvers }) => list('by', approvers),
  ({ artifacts, digests, digest }) => digestsIn(artifacts ?? digests ?? digest),
  ({ by }) => reasonIn(by),
  ...['statement', 'comment', 'reason'].map(field),
];

/** One line about what happened: the name of the fact, and the fields that distinguish it. */
export function sentenceFor({ type, data }: { readonly type: string; readonly data: unknown }): string {
  const words = (type.split('.')[3] ?? type).replaceAll('-', ' ');
  const parts = isObject(data) ? [...new Set(details.flatMap((detail) => detail(data)))] : [];
  return parts.length === 0 ? words : `${words}: ${parts.join(' · ')}`;
}

function field(name: string): (data: Fields) => string[] {
  return (data) => textsOf(data[name]);
}

function textsOf(value: unknown): string[] {
  if (isText(value) && value !== '') return [value];
  if (typeof value === 'number') return [String(value)];
  if (!isObject(value)) return [];
  const { title, start, end } = value;
  if (isText(start) && isText(end)) return [`${minuteOf(start)} to ${minuteOf(end)}`];
  return isText(title) ? [title] : [];
}

function list(words: string, values: unknown): string[] {
  const names = asList(values).flatMap((value) => (isObject(value) ? textsOf(value['text'] ?? value) : textsOf(value)));
  return names.length === 0 ? [] : [`${words} ${names.join(', ')}`];
}

/** Enough of a digest to recognise it; the entry has all of it. */
function digestsIn(values: unknown): string[] {
  return asList(values).flatMap((value) => {
    const digest = isObject(value) ? value['digest'] : value;
    return isText(digest) && digest.startsWith('sha256:') ? [digest.slice(0, 'sha256:'.length + 12)] : [];
  });
}

/** The fact, or the statement of a person, that met an item. */
function reasonIn(by: unknown): string[] {
  if (!isObject(by)) return [];
  const { type, statement } = by;
  return isText(type) ? [`by ${sentenceFor({ type, data: undefined })}`] : textsOf(statement);
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const minuteOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
