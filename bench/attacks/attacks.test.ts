import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listDeviations } from './check-results';
import { drawPicture } from './draw-picture';
import { runHillClimbing } from './hill-climbing';
import type { Mechanism } from './mechanism';
import { runPaperAttack } from './paper-attack';
import type { Results } from './results';

// The bench in small, through the same code: few repetitions, so wider tolerances than docs/attacks.md has. All is seeded.

const committed: Results = JSON.parse(
  readFileSync(new URL('../../app/methods/attack-results.json', import.meta.url), 'utf8'),
);

const meanOf = (count: number, run: (repetition: number) => number): number =>
  Array.from({ length: count }, (_, i) => run(i)).reduce((sum, value) => sum + value, 0) / count;

const losePaper = (mechanism: Mechanism) =>
  meanOf(
    4,
    (i) =>
      runPaperAttack({
        mechanism,
        itemCount: 8000,
        feedbackCount: 4000,
        submissionCount: 200,
        seed: `small:${i}`,
      }).feedbackLoss,
  );

const gainByClimbing = (mechanism: Mechanism, blockSize: number) =>
  meanOf(4, (i) =>
    runHillClimbing({ mechanism, itemCount: 1000, submissionCount: 700, blockSize, seed: `small:${i}` }),
  );

test('the committed results are of at least 100 repetitions and within the promised tolerances', () => {
  expect(committed.repetitions).toBeGreaterThanOrEqual(100);
  expect(listDeviations(committed)).toEqual([]);
});

test('the committed picture is drawn from the committed results', () => {
  const picture = readFileSync(new URL('attacks.svg', import.meta.url), 'utf8');
  expect(drawPicture(committed)).toBe(picture);
});

test("the paper's attack with 200 files overfits exact scores as far as its closed form, and the guarded ladder not at all", {
  timeout: 120_000,
}, () => {
  expect(Math.abs(losePaper('exact') - 0.4498)).toBeLessThan(0.008);
  expect(Math.abs(losePaper('two-decimals') - 0.465)).toBeLessThan(0.008);
  expect(Math.abs(losePaper('ladder-1se') - 0.487)).toBeLessThan(0.008);
  expect(Math.abs(losePaper('guarded') - 0.5)).toBeLessThan(0.008);
});

test('hill-climbing gains more than 12 standard errors from exact scores, more than 7 from a ladder at one, less than 1 from the guarded ladder', {
  timeout: 120_000,
}, () => {
  expect(gainByClimbing('exact', 3)).toBeGreaterThan(12);
  expect(gainByClimbing('ladder-1se', 10)).toBeGreaterThan(7);
  expect(gainByClimbing('guarded', 3)).toBeLessThan(1);
  expect(gainByClimbing('guarded', 100)).toBeLessThan(1);
});
