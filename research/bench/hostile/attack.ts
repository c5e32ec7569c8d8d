import type { HostileSite } from './hostile-site';
import type { Seen, Visit } from './visits';

/** One attack on a running site. It has a file of its own in `attacks/`, and a line in the list of `research/bench/hostile.ts`. */
export type Attack = {
  /** In kebab-case, as it is named on the command line. */
  readonly name: string;
  /** What the attackers do, in a sentence. */
  readonly what: string;
  /** What honest visitors do meanwhile. */
  readonly visits: readonly Visit[];
  /** Makes what the attack needs before its clock runs: people, tokens, files. */
  prepare(site: HostileSite): Promise<PreparedAttack>;
};

type PreparedAttack = {
  /** Attacks until the signal comes. */
  run(signal: AbortSignal): Promise<void>;
  /** What came of it, to be printed: how often each attacker was answered what. */
  tally(): Readonly<Record<string, number>>;
  /** What of the promise was not kept, in words. */
  listDeviations(seen: readonly Seen[]): string[];
};

/** A tally of answers by status, and of requests that the attacker broke off. */
export function makeTally() {
  const counts: Record<string, number> = {};
  return {
    counts,
    add(answer: string | number): void {
      const name = String(answer);
      counts[name] = (counts[name] ?? 0) + 1;
    },
  };
}
