/**
 * By environment and product, the URLs that belong to them; `*` as a name matches any, in a URL anything within its
 * host or path.
 */
export type TargetPatterns = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export const anywhere: TargetPatterns = { '*': { '*': ['http://*/*', 'https://*/*'] } };

/** `https://shop.example/*`: a scheme, a host and a path. */
export const targetPattern = /^(https?):\/\/([^/@?#\s]+)(\/\S*)$/;

/** What is listed for this environment and product, or for any. */
export const patternsFor = (
  patterns: TargetPatterns,
  { environment, product }: { readonly environment: string; readonly product: string },
): string[] => named(patterns, environment).flatMap((products) => named(products, product).flat());

export const isCovered = (url: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => covers(pattern, new URL(url)));

// Host and path are matched apart: `https://*.shop.example/*` is not about https://elsewhere.example/.shop.example/.
function covers(pattern: string, { protocol, host, username, password, pathname, search }: URL): boolean {
  const [, scheme, hosts = '', paths = ''] = targetPattern.exec(pattern) ?? [];
  if (username !== '' || password !== '' || protocol !== `${String(scheme)}:`) return false;
  return matches(hosts.toLowerCase(), host) && matches(paths, pathname + search);
}

function matches(pattern: string, text: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(text);
}

const named = <Value>(values: Readonly<Record<string, Value>>, name: string): Value[] =>
  Object.entries(values).flatMap(([key, value]) => (key === '*' || key === name ? [value] : []));
