import type { Route } from './proxy-files.js';

/** The instance set that a request goes to, with its ports in the order in which they are to be tried. */
export interface Choice {
  readonly name: string;
  readonly ports: readonly number[];
}

/**
 * Shares requests by weight: smooth weighted round robin over the sets (as in nginx), plain round robin over the
 * instances of a set. Counts the open requests of each set, which show when it has drained.
 */
export class Traffic {
  private current: readonly Route[] = [];
  private readonly credit = new Map<string, number>();
  private readonly turns = new Map<string, number>();
  private readonly open = new Map<string, number>();

  get routes(): readonly Route[] {
    return this.current;
  }

  set routes(routes: readonly Route[]) {
    this.current = routes;
    this.credit.clear();
  }

  /** Requests under way, by set. */
  get underWay(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.open);
  }

  /**
   * @param wanted a set that the request asks for by name; it is served whatever its weight, if it has instances
   * @returns undefined when nothing serves
   */
  choose(wanted?: string): Choice | undefined {
    const named = this.current.find(({ name, ports }) => name === wanted && ports.length > 0);
    const route = named ?? this.nextByWeight();
    return route === undefined ? undefined : { name: route.name, ports: this.inTurn(route) };
  }

  begin(name: string): void {
    this.open.set(name, (this.open.get(name) ?? 0) + 1);
  }

  end(name: string): void {
    const left = (this.open.get(name) ?? 1) - 1;
    if (left > 0) this.open.set(name, left);
    else this.open.delete(name);
  }

  private nextByWeight(): Route | undefined {
    const serving = this.current.filter(({ weight, ports }) => weight > 0 && ports.length > 0);
    const total = serving.reduce((sum, { weight }) => sum + weight, 0);
    for (const { name, weight } of serving) this.credit.set(name, (this.credit.get(name) ?? 0) + weight);
    const [first, ...others] = serving;
    if (first === undefined) return undefined;
    const creditOf = ({ name }: Route) => this.credit.get(name) ?? 0;
    const chosen = others.reduce((best, route) => (creditOf(route) > creditOf(best) ? route : best), first);
    this.credit.set(chosen.name, creditOf(chosen) - total);
    return chosen;
  }

  private inTurn({ name, ports }: Route): number[] {
    const turn = (this.turns.get(name) ?? 0) % ports.length;
    this.turns.set(name, turn + 1);
    return [...ports.slice(turn), ...ports.slice(0, turn)];
  }
}
