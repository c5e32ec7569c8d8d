import type { AsyncCommand } from 'fast-check';
import { expect } from 'vitest';
import type { Result } from '@/lib/core/result';
import { checkDatabase } from '../check-database';
import type { Death } from '../die-midway';
import type { Model, ModelRound } from '../model';
import { readNow, type World } from '../world';

export type Command = AsyncCommand<Model, World, false>;

/**
 * A command to try; after it the database is compared with the model.
 * @param canTry always, by default
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

/** Every sixth command is tried even if it is impossible. */
const isReckless = (drawn: number): boolean => drawn % 6 === 0;

/** True if a randomly drawn number selects a round: one in such a state, or any. */
export const hasRound =
  (drawn: number, states: States) =>
  ({ rounds }: Model): boolean =>
    isReckless(drawn) || rounds.some(({ state }) => states.includes(state));

/** The selected round. */
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
 * The database's time of a current action, which the model can't know to the millisecond: between the clock before the action and
 * after it, and no earlier than the record where the clock was set back.
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
