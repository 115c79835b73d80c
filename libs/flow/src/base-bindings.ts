import type { FactBinding } from './binding.js';

/** Which facts fulfil an item, by the item's id; any one of them is enough. */
export type Bindings = Readonly<Record<string, readonly FactBinding[]>>;

/** The facts that fulfil the items of the base flow. An item without an entry is attested by a person. */
export const baseBindings: Bindings = {};
