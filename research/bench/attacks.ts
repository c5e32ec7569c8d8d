import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { chooseBlockSizes, listDeviations } from './attacks/check-results';
import { drawPicture } from './attacks/draw-picture';
import { formatTables } from './attacks/format-tables';
import { type Chunk, listGuardedLines, listPaperJobs, type Outcome } from './attacks/plan';
import { type Results, runGuardedLines, runJobs, summariseResults } from './attacks/results';
import { withThreads } from './threads/run-in-threads';

/**
 * Attacks on a round's feedback, through the code that decides real feedback: `-- [repetitions]`, 120 by default. Writes
 * app/methods/attack-results.json and research/bench/attacks/attacks.svg. Exit code 1 where a number differs from
 * docs/attacks.md.
 */
const repetitions = Number(process.argv[2] ?? 120);
if (!(Number.isInteger(repetitions) && repetitions >= 2)) throw new Error('at least two repetitions');

const startedMs = performance.now();
const program = new URL('./attacks/worker.ts', import.meta.url);
const threadCount = Math.max(2, availableParallelism());
const results = await withThreads<Chunk, Outcome[], Results>(program, threadCount, async (runChunks) => {
  const climbs = await chooseBlockSizes(runChunks);
  const measure = { purpose: 'measure', repetitions } as const;
  const climbing = await runJobs(runChunks, climbs, measure);
  const paper = await runJobs(runChunks, listPaperJobs(), measure);
  return {
    ...summariseResults({ paper, climbing }, repetitions),
    guarded: await runGuardedLines(runChunks, listGuardedLines(), repetitions),
  };
});
const root = new URL('../..', import.meta.url);
await writeFile(new URL('app/methods/attack-results.json', root), `${JSON.stringify(results, null, 2)}\n`);
await writeFile(new URL('research/bench/attacks/attacks.svg', root), drawPicture(results));
console.log(`${formatTables(results)}\n`);
console.log(`${repetitions} repetitions in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
const deviations = listDeviations(results);
for (const deviation of deviations) console.log(deviation);
process.exitCode = deviations.length === 0 ? 0 : 1;
