/** The address with the audience in the place that it keeps for it. */
export const addressed = (address: string, audience: string): string =>
  address.replaceAll(/\{audience\}|%7Baudience%7D/gi, encodeURIComponent(audience));
