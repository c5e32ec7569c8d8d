import { createRng, type Rng } from '@/lib/core/statistics/rng';

/**
 * An analyst who has two honest files and the round's exact answers: where the files disagree, asks block by block which of
 * them is right, and keeps what the score says is better. Asks nobody itself, so that it can stand before a function or a site.
 */
export type BlockBlender = {
  /** The next file to submit, classes 0 or 1. @throws when all blocks have been asked about */
  readonly propose: () => Uint8Array;
  /** The score told for the file proposed last; higher is better. */
  readonly learn: (score: number) => void;
};

/**
 * The first file takes every other block from the second model; each later one swaps one block for the other model's.
 * @param answerCount files in all, two or more: the blocks are one fewer
 * @param seed says which flights stand in which block
 */
export function createBlockBlender({
  first,
  second,
  answerCount,
  seed,
}: {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  readonly answerCount: number;
  readonly seed: string;
}): BlockBlender {
  const blocks = splitDisagreements(first, second, answerCount - 1, createRng(seed));
  const best = first.slice();
  for (const [b, block] of blocks.entries()) if (b % 2 === 1) flip(best, block);
  let bestScore: number | null = null;
  let proposed = 0;
  return {
    propose: () => {
      if (proposed > blocks.length) throw new RangeError('all blocks have been asked about');
      const file = best.slice();
      if (proposed > 0) flip(file, blocks[proposed - 1]!);
      proposed++;
      return file;
    },
    learn: (score) => {
      if (bestScore !== null && score <= bestScore) return;
      if (bestScore !== null) flip(best, blocks[proposed - 2]!);
      bestScore = score;
    },
  };
}

/** The places where two files differ, in random order, in blocks of about one size. */
function splitDisagreements(first: Uint8Array, second: Uint8Array, blockCount: number, rng: Rng): number[][] {
  const places = Array.from(first.keys()).filter((i) => first[i] !== second[i]);
  for (let i = places.length - 1; i > 0; i--) {
    const j = Math.floor(rng.nextUnit() * (i + 1));
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return Array.from({ length: blockCount }, (_, b) => places.filter((_, i) => i % blockCount === b));
}

/** Of two classes the other one is the other model's. */
function flip(file: Uint8Array, block: readonly number[]): void {
  for (const i of block) file[i]! ^= 1;
}
