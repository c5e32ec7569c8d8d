import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { computeMedian, findPython, timeProgram } from './peer/time-program';
import { bundleScoreFiles, writeFiles } from './scoring/write-files';

// Duration of scoring a prediction file on four metrics, as whole processes: the scorer's functions, with a 95 % interval of each
// metric, beside pandas and scikit-learn, without intervals. `npm run bench:scoring -- [items] [shuffled]`: the file has the
// order of the published inputs, or a random one. In turn, medians of five; both must find the same scores. Processor seconds
// depend less on the machine's other load.

const itemCount = Number(process.argv[2] ?? 1_000_000);
const isShuffled = process.argv[3] === 'shuffled';
const runCount = 5;

type Printed = { scores: [string, number, ...number[]][]; peak_kb: number; processor_seconds: number };
type Side = { name: string; command: string; args: string[]; runs: (Printed & { seconds: number })[] };

const pathOf = (name: string) => fileURLToPath(new URL(`scoring/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-scoring-'));
try {
  await writeFiles(folder, itemCount, isShuffled);
  const program = join(folder, 'score-files.mjs');
  await bundleScoreFiles(program);
  const files = [folder, String(itemCount)];
  const ours: Side = {
    name: `Node ${process.versions.node}, with intervals`,
    command: process.execPath,
    args: [program, ...files],
    runs: [],
  };
  const sides = [ours];
  const python = findPython(['numpy', 'pandas', 'sklearn']);
  if (python)
    for (const way of ['merge', 'index'])
      sides.push({
        name: `pandas and scikit-learn, ${way}`,
        command: python,
        args: [pathOf('peer.py'), way, ...files],
        runs: [],
      });
  for (let run = 0; run < runCount; run++)
    for (const { command, args, runs } of sides) {
      const { seconds, printed } = timeProgram<Printed>(command, args);
      runs.push({ ...printed, seconds });
    }
  console.log(
    `${itemCount.toLocaleString('en')} items${isShuffled ? ', shuffled' : ''}, medians of ${runCount}, load ${loadavg()[0]!.toFixed(1)}`,
  );
  const medianOf = ({ runs }: Side, what: 'seconds' | 'processor_seconds' | 'peak_kb') =>
    computeMedian(runs.map((run) => run[what]));
  for (const side of sides) {
    const { name, runs } = side;
    const timesOurs = (what: 'seconds' | 'peak_kb') =>
      (medianOf(side, what) / medianOf(ours, what)).toFixed(2);
    console.log(
      `${name}: ${medianOf(side, 'seconds').toFixed(2)} s, processor ${medianOf(side, 'processor_seconds').toFixed(2)} s, peak ${Math.round(medianOf(side, 'peak_kb') / 1024)} MB${side === ours ? '' : `; ${timesOurs('seconds')} times the time, ${timesOurs('peak_kb')} times the memory`}`,
    );
    runs[0]!.scores.forEach(([metric, score], m) => {
      const [metricOfOurs, scoreOfOurs] = ours.runs[0]!.scores[m]!;
      if (metric !== metricOfOurs || Math.abs(score - scoreOfOurs) > 1e-12)
        throw new Error(`${name} has another ${metric}: ${score}, not ${scoreOfOurs}`);
    });
  }
  if (!python) console.log('No Python with pandas and scikit-learn here: not compared.');
} finally {
  rmSync(folder, { recursive: true });
}
