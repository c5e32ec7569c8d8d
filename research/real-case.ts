import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withSite } from '@/research/bench/site/with-site';
import { type CaseBenchmark, type CaseModel, playCase } from './real-case/play-case';
import { writeFlights } from './real-case/write-flights';

/**
 * Thirty scikit-learn models on two months of flights, through the API of a whole site; then a separate program, on numpy and
 * scipy, recomputes scores, intervals, ranks, ties, adjusted scores and freshness from the archives, and compares. Exit code 1
 * where the site's numbers differ. Needs Debian's python3-sklearn; PYTHON names another python.
 */
const python = process.env.PYTHON ?? '/usr/bin/python3';
const benchmarks: readonly CaseBenchmark[] = [
  { slug: 'late-by-accuracy', metric: 'accuracy' },
  { slug: 'late-by-area', metric: 'roc_auc' },
];

const runPython = async (program: string, folder: string): Promise<string> => {
  const file = fileURLToPath(new URL(`real-case/${program}`, import.meta.url));
  return (await promisify(execFile)(python, [file, folder], { maxBuffer: 2 ** 26 })).stdout;
};

const folder = await mkdtemp(join(tmpdir(), 'tidemark-real-case-'));
try {
  await writeFlights(folder);
  await runPython('train-models.py', folder);
  const models: CaseModel[] = JSON.parse(await readFile(join(folder, 'models.json'), 'utf8'));
  await withSite('real-case', async (site) => {
    const maintainer = await site.makeToken('maintainer@example.org');
    const entrants: string[] = [];
    for (const { slug } of models) entrants.push(await site.makeToken(`${slug}@example.org`));
    for (const benchmark of benchmarks)
      await playCase({ site, folder, models, maintainer, entrants }, benchmark);
  });
  console.log(await runPython('compute-case.py', folder));
} finally {
  if (process.env.KEEP === undefined) await rm(folder, { recursive: true, force: true });
  else console.log(`The files stay in ${folder}.`);
}
