import type { Rng } from '@/lib/core/statistics/rng';
import type { AttackingTeam } from './attacked-round';
import { burnFuel, type FuelDesign, type FuelSetting } from './fuel-attack';
import { emptySheet, type Fuel, fillIn, type Sheet } from './fuelled-file';

type Scene = { readonly rng: Rng; readonly fuel: Fuel; readonly enter: () => AttackingTeam };

/**
 * Teams that nobody has linked send one file each: all the fuel, and flips. By the told scores either the better side of each
 * team's own block is kept (`blocks`), or all vote on all items (`weights`), by how far each score lies from their mean.
 */
export function voteAsTeams(
  { metric }: FuelSetting,
  { teamCount, votes: kind }: { teamCount: number; votes: 'blocks' | 'weights' },
  { rng, fuel, enter }: Scene,
): Sheet {
  const revealed = fuel.known.length;
  const blockSize = Math.floor(fuel.unknown.length / teamCount);
  const files = Array.from({ length: teamCount }, (_, i) => {
    const { flips } = emptySheet(fuel);
    const isOwn = (at: number) => Math.floor(at / blockSize) === i;
    fuel.unknown.forEach((item, at) => {
      flips[item] = kind === 'blocks' ? Number(isOwn(at)) : rng.nextUnit() < 0.5 ? 1 : 0;
    });
    const decision = enter().ask(fillIn(metric, fuel, { revealed, flips }));
    return { flips, score: decision.outcome === 'improved' ? decision.estimate : null };
  });
  const told = files.flatMap(({ flips, score }) => (score === null ? [] : [{ flips, score }]));
  const mean = told.reduce((sum, { score }) => sum + score, 0) / told.length;
  const votes = new Float64Array(fuel.labels.length);
  // Of another team's block the file says nothing.
  for (const { flips, score } of told)
    for (const item of fuel.unknown)
      if (kind === 'weights' || flips[item] === 1)
        votes[item]! += (flips[item] === 1 ? 1 : -1) * (score - mean);
  return { revealed, flips: Uint8Array.from(votes, (vote) => (vote > 0 ? 1 : 0)) };
}

/** Teams one after the other, each beginning with the file that the one before ended with, until the last one's answers are spent. */
export function passOn(
  setting: FuelSetting,
  { teamCount, design }: { teamCount: number; design: FuelDesign },
  { rng, fuel, enter }: Scene,
): Sheet {
  let sheet = emptySheet(fuel);
  for (let i = 0; i < teamCount; i++)
    sheet = burnFuel(setting, design, { rng, fuel, team: enter(), start: sheet });
  return sheet;
}

/** Without a model: flips on half of all items, refused but for accidents, and at the end a vote against all that were refused. */
export function boostRefused(
  { metric }: FuelSetting,
  { teamCount }: { teamCount: number },
  { rng, fuel, enter }: Scene,
): Sheet {
  const votes = new Int32Array(fuel.labels.length);
  for (let i = 0; i < teamCount; i++) {
    const team = enter();
    for (;;) {
      const flips = Uint8Array.from(votes, () => (rng.nextUnit() < 0.5 ? 1 : 0));
      const { outcome } = team.ask(fillIn(metric, fuel, { revealed: 0, flips }));
      if (outcome === 'withheld') break;
      // One that was announced outvotes any number of others.
      const weight = outcome === 'improved' ? 1000 : -1;
      flips.forEach((flip, item) => {
        votes[item]! += weight * (2 * flip - 1);
      });
    }
  }
  return { revealed: 0, flips: Uint8Array.from(votes, (vote) => (vote > 0 ? 1 : 0)) };
}
