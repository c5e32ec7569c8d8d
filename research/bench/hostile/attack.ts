import type { HonestJob } from './honest-jobs';
import type { HostileSite } from './hostile-site';
import type { Seen, Visit } from './visits';

/** One attack on a running site: a file in `attacks/`, and a line in the list of `research/bench/hostile.ts`. */
export type Attack = {
  /** The attack's name on the command line, in kebab-case. */
  readonly name: string;
  /** One sentence about the attackers' requests. */
  readonly what: string;
  /** Requests of honest visitors meanwhile. */
  readonly visits: readonly Visit[];
  /** Prepares people, tokens and files before the measurement. */
  prepare(site: HostileSite): Promise<PreparedAttack>;
};

type PreparedAttack = {
  /** Ends within a minute, whatever the attackers do. */
  readonly honestJob?: HonestJob;
  /** Attacks until aborted. */
  run(signal: AbortSignal): Promise<void>;
  /** Numbers of the attackers' responses by status, to be printed. */
  tally(): Readonly<Record<string, number>>;
  /** Sentences on violations of the guarantee. */
  listDeviations(seen: readonly Seen[]): string[];
};

/** Counts responses by status, and requests that the attacker aborted. */
export function makeTally() {
  const counts: Record<string, number> = {};
  return {
    counts,
    add(result: string | number): void {
      const name = String(result);
      counts[name] = (counts[name] ?? 0) + 1;
    },
  };
}
