import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSeconds } from './start/progress';
import { fetchNode } from './test-nodes/fetch-node';
import { interruptRuns } from './test-nodes/run-bounded';
import { listWarnings, type StepResult, trialSteps } from './test-nodes/try-steps';

/** The oldest version that package.json allows, and the newest of each later line. */
const versions = ['20.19', '22', '24', '26'];
const outputEndChars = 6_000;

const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    isInterrupted = true;
    interruptRuns();
  });

const words = process.argv.slice(2);
const unknown = words.filter((word) => !/^\d[\d.]*$/.test(word) && !Object.hasOwn(trialSteps, word));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are: ${Object.keys(trialSteps).join(', ')}.`);
  process.exit(1);
}
const npm = process.env.npm_execpath;
if (!npm) {
  console.error('Run it as: npm run test:nodes');
  process.exit(1);
}
const wantedVersions = words.filter((word) => /^\d/.test(word));
const wantedSteps = words.filter((word) => Object.hasOwn(trialSteps, word));
const rows: string[] = [];
for (const wanted of wantedVersions.length > 0 ? wantedVersions : versions)
  if (!isInterrupted)
    rows.push(...(await tryVersion(wanted, npm).catch((error: Error) => failed(wanted, error))));
console.log(['', '| Node | step | seen | time |', '|---|---|---|---|', ...rows].join('\n'));

/** Runs the steps on one Node version, in a clean copy of the checked-out commit. */
async function tryVersion(wanted: string, npm: string): Promise<string[]> {
  const cacheDir = join(root, '.data', 'nodes');
  mkdirSync(cacheDir, { recursive: true });
  const node = await fetchNode(wanted, cacheDir, npm);
  const folder = mkdtempSync(join(tmpdir(), `tidemark-on-node-${wanted}-`));
  // Under root, PostgreSQL runs as `nobody`, and must be able to traverse this folder.
  chmodSync(folder, 0o711);
  const rows: string[] = [];
  try {
    execFileSync('git', ['clone', '--quiet', root, folder]);
    for (const [name, run] of Object.entries(trialSteps)) {
      if (isInterrupted) break;
      if (name !== 'install' && wantedSteps.length > 0 && !wantedSteps.includes(name)) continue;
      const start = performance.now();
      const result = await run({ node, folder, npm });
      rows.push(
        `| ${node.version} | ${name} | ${result.words} | ${formatSeconds(performance.now() - start)} |`,
      );
      report(node.version, name, result);
      if (!result.isGood && name === 'install') break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

/** Formats the reason why a Node version couldn't be tried. */
function failed(wanted: string, error: Error): string[] {
  process.exitCode = 1;
  console.log(`✗ Node ${wanted}: ${error.message}`);
  return [`| ${wanted} | | not tried to the end | |`];
}

function report(version: string, step: string, { isGood, words, output }: StepResult): void {
  console.log(`${isGood ? '✓' : '✗'} Node ${version} ${step}: ${words}`);
  for (const warning of listWarnings(output)) console.log(`  ${warning}`);
  if (isGood) return;
  process.exitCode = 1;
  console.log(output.slice(-outputEndChars));
}
