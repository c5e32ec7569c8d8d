import { expect, it } from 'vitest';
import { type RankedRound, selectFrozen, type VouchedVersion } from '@/lib/core/equating/anchors';
import { chooseBase } from './run-equate-rounds';

const byAccuracy = { metric: 'accuracy', task: 'binary' } as const;

/** Makes a round with five models, some of them automatically evaluated. */
function roundOf(
  round: number,
  reference_entries: number,
  vouched: readonly VouchedVersion[] = [],
): RankedRound {
  return {
    round,
    itemCount: 2000,
    entries: Array.from({ length: 5 }, (_, i) => ({
      model: `m${i}`,
      version: '1',
      score: 0.6 + 0.05 * i + 0.01 * ((i * round) % 3) - 0.02 * round,
      evidence: i < reference_entries ? 'prospective' : 'in-round',
      kind: 'entry',
    })),
    reference_entries: [],
    isFrozen: selectFrozen(vouched, { openedAt: new Date(`2026-0${round}-01T00:00:00Z`) }),
  };
}

async function choose(rounds: readonly RankedRound[], rules: Parameters<typeof chooseBase>[2] = byAccuracy) {
  const read: number[] = [];
  const base = await chooseBase(
    rounds,
    async (round) => {
      read.push(round.round);
      return round;
    },
    rules,
  );
  return { base: base.round, read };
}

it('the base round is the first one that shares five anchors with a later one, never the first round of all without vouched anchors', async () => {
  const rounds = [roundOf(1, 0), roundOf(2, 5), roundOf(3, 5), roundOf(4, 5)];
  expect((await choose(rounds)).base).toBe(2);
  expect((await choose(rounds.slice(0, 2))).base).toBe(1);
  expect((await choose([roundOf(1, 0), roundOf(2, 4), roundOf(3, 4)])).base).toBe(1);
  expect((await choose([roundOf(1, 0)])).base).toBe(1);
});

it('the base round is the very first round if that has enough vouched anchors', async () => {
  const vouched = [0, 1, 2, 3, 4].map((i) => ({ model: `m${i}`, version: '1', droppedAt: null }));
  expect((await choose([roundOf(1, 0, vouched), roundOf(2, 5, vouched), roundOf(3, 5, vouched)])).base).toBe(
    1,
  );
});

it('the search for the base round stops at the first linked pair of rounds, and at once for a metric that can’t link rounds', async () => {
  const { read } = await choose([roundOf(1, 5), roundOf(2, 5), roundOf(3, 5), roundOf(4, 5)]);
  expect([...new Set(read)]).toEqual([1, 2]);
  const unlinked = await choose([roundOf(1, 5), roundOf(2, 5), roundOf(3, 5)], {
    metric: 'mcc',
    task: 'binary',
  });
  expect(unlinked).toMatchObject({ base: 1 });
  expect(unlinked.read).not.toContain(3);
});
