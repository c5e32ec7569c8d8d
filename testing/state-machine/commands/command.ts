import type { AsyncCommand } from 'fast-check';
import { expect } from 'vitest';
import type { Result } from '@/lib/core/result';
import { checkDatabase } from '../check-database';
import type { Death } from '../die-midway';
import type { Model, ModelRound } from '../model';
import { readNow, type World } from '../world';

export type Command = AsyncCommand<Model, World, false>;

/**
 * A random command of the state-machine test. After it has run, the database is compared with the model.
 * @param canTry true if the command makes sense in this state; always by default
 */
export function makeCommand(
  name: string,
  run: (model: Model, world: World) => Promise<void>,
  canTry: (model: Model) => boolean = () => true,
): Command {
  return {
    check: (model) => canTry(model),
    toString: () => name,
    async run(model, world) {
      await run(model, world);
      await checkDatabase(model, world);
    },
  };
}

type States = readonly ModelRound['state'][];

/** True for every sixth command, which is then tried even if it must be refused. */
const isReckless = (drawn: number): boolean => drawn % 6 === 0;

/** True if a randomly drawn number can select a round: one in these states, or, for a reckless command, any. */
export const hasRound =
  (drawn: number, states: States) =>
  ({ rounds }: Model): boolean =>
    isReckless(drawn) || rounds.some(({ state }) => states.includes(state));

/** The round that a randomly drawn number selects. */
export function pickRound({ rounds }: Model, drawn: number, states: States): ModelRound {
  const fit = rounds.filter(({ state }) => states.includes(state));
  const from = isReckless(drawn) || fit.length === 0 ? rounds : fit;
  const round = from[Math.floor(drawn / 6) % from.length];
  if (!round) throw new Error('a run begins with rounds');
  return round;
}

export function expectRefused(result: Result<unknown, { kind: string }>, kind: string): void {
  expect(result.ok ? 'done' : result.error.kind).toBe(kind);
}

/**
 * Reads the time of the last action from the database, since the model can't know it to the millisecond, and checks it: it must
 * lie between the clock before and after the action, and not before `floor`, the newest recorded time, even if the clock was
 * set back.
 */
export async function adoptInstant(
  world: World,
  {
    column,
    roundId,
    since,
    floor,
  }: { roundId: string; column: 'opened_at' | 'closed_at' | 'frozen_at'; since: number; floor: number },
): Promise<number> {
  const { superuser } = world.site;
  const [row] = await superuser<{ at: Date | null }[]>`
    select ${superuser(column)} as at from rounds where round_id = ${roundId}`;
  const at = row?.at?.getTime() ?? Number.NaN;
  expect(at, column).toBeGreaterThanOrEqual(Math.max(since, floor));
  expect(at, column).toBeLessThanOrEqual(Math.max(await readNow(world), floor) + 1);
  return at;
}

export const formatDeath = (death: Death | null): string =>
  death === null ? '' : death.by === 'kill' ? ', killed' : `, store fails at ${death.at}`;
