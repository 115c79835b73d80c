/** The address with the audience in its placeholder. */
export const addressed = (address: string, audience: string): string =>
  address.replaceAll(/\{audience\}|%7Baudience%7D/gi, encodeURIComponent(audience));
