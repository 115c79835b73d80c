const telling = [
  'text',
  'title',
  'name',
  'step',
  'kind',
  'phase',
  'weight',
  'verdict',
  'reason',
  'status',
  'role',
  'person',
  'approver',
  'channel',
  'audience',
  'duration',
  'to',
  'suite',
  'outcome',
  'target',
  'statement',
] as const;

/** What happened, in one line: the fact in words, and those of its fields that tell it apart. */
export function sentenceFor({ type, data }: { readonly type: string; readonly data: unknown }): string {
  const words = (type.split('.')[3] ?? type).replaceAll('-', ' ');
  const details = isObject(data) ? telling.flatMap((field) => told(data[field])) : [];
  return details.length === 0 ? words : `${words}: ${details.join(' · ')}`;
}

function told(value: unknown): string[] {
  if (typeof value === 'string' && value !== '') return [value];
  if (typeof value === 'number') return [String(value)];
  return isObject(value) && typeof value['title'] === 'string' ? [value['title']] : [];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
