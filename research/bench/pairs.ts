import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { comparePairs } from '@/lib/core/statistics/compare-pairs';
import { computeRankIntervals } from '@/lib/core/statistics/rank-intervals';
import { createRng } from '@/lib/core/statistics/rng';
import { computeMedian, findPython, timeProgram } from './peer/time-program';

// Duration of exact McNemar tests of all pairs of models, with Holm's rank intervals: `npm run bench:pairs -- [models] [items]`.
// Outcomes are in memory, one number an item. Medians of five, in turn with numpy and scipy where those are installed. Only the
// computation is timed, and both must find the same widest interval.

const modelCount = Number(process.argv[2] ?? 1000);
const itemCount = Number(process.argv[3] ?? 10_000);
const runCount = 5;

const rng = createRng('bench-pairs');
const difficulty = Float64Array.from({ length: itemCount }, rng.nextUnit);
const outcomes = Array.from({ length: modelCount }, (_, model) =>
  difficulty.map((hard) => (rng.nextUnit() < 0.95 - 0.4 * hard - (0.1 * model) / modelCount ? 1 : 0)),
);
const scores = outcomes.map((values) => values.reduce((sum, value) => sum + value, 0) / itemCount);

function compare() {
  const processorBefore = process.cpuUsage();
  const started = performance.now();
  const pairs = comparePairs({ name: 'mcnemar' }, outcomes);
  const compared = performance.now();
  const intervals = computeRankIntervals({ scores, direction: 'higher', computePairP: pairs.pOf });
  const ranked = performance.now();
  const { user, system } = process.cpuUsage(processorBefore);
  return {
    tests: (compared - started) / 1000,
    ranks: (ranked - compared) / 1000,
    seconds: (ranked - started) / 1000,
    processor: (user + system) / 1e6,
    widest: Math.max(
      ...intervals.map((interval) => (interval === null ? 0 : interval.upper - interval.lower + 1)),
    ),
  };
}

type PeerRun = { seconds: number; processor: number; widest: number };

const peerPath = fileURLToPath(new URL('pairs/peer.py', import.meta.url));
const python = findPython(['numpy', 'scipy']);
const folder = mkdtempSync(join(tmpdir(), 'bench-pairs-'));
try {
  writeFileSync(
    join(folder, 'outcomes.bin'),
    Buffer.concat(outcomes.map((values) => Uint8Array.from(values))),
  );
  const ours: ReturnType<typeof compare>[] = [];
  const peers: PeerRun[] = [];
  for (let run = 0; run < runCount; run++) {
    ours.push(compare());
    if (python)
      peers.push(
        timeProgram<PeerRun>(python, [peerPath, folder, String(modelCount), String(itemCount)]).printed,
      );
  }
  const medianOf = (what: Exclude<keyof (typeof ours)[number], 'widest'>) =>
    computeMedian(ours.map((run) => run[what]));
  console.log(
    `${modelCount} models × ${itemCount} items, medians of ${runCount}, load ${loadavg()[0]!.toFixed(1)}`,
  );
  console.log(
    `Node ${process.versions.node}: tests ${medianOf('tests').toFixed(2)} s, Holm and rank intervals ${medianOf('ranks').toFixed(2)} s, together ${medianOf('seconds').toFixed(2)} s, of which the processor worked ${medianOf('processor').toFixed(2)} s`,
  );
  if (python) {
    const seconds = computeMedian(peers.map((run) => run.seconds));
    console.log(
      `numpy and scipy: ${seconds.toFixed(2)} s, ${(seconds / medianOf('seconds')).toFixed(1)} times as long; processor ${computeMedian(peers.map((run) => run.processor)).toFixed(2)} s`,
    );
    if (peers[0]!.widest !== ours[0]!.widest) throw new Error('the two disagree about the rank intervals');
  } else console.log('No Python with numpy and scipy here: not compared.');
} finally {
  rmSync(folder, { recursive: true });
}
