import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import type { FetchedNode } from './fetch-node';
import { runBounded, startBounded, stopBounded } from './run-bounded';

/** Result of one step: a summary, and the whole output. */
export type StepResult = { readonly isGood: boolean; readonly words: string; readonly output: string };

/** A clean copy of the repository, and the Node version to try in it. */
type Trial = { readonly node: FetchedNode; readonly folder: string; readonly npm: string };

type TrialStep = 'install' | 'start' | 'pure' | 'database';

const minute = 60_000;

const firstPageMsMax = 15 * minute;

export const trialSteps: Readonly<Record<TrialStep, (trial: Trial) => Promise<StepResult>>> = {
  install: (trial) =>
    runStep(trial, [trial.npm, 'ci', '--no-audit', '--no-fund'], 15 * minute, (output) => {
      const count = output.match(/EBADENGINE/g)?.length ?? 0;
      return count === 0 ? 'installed' : `${count} lines of engine warnings`;
    }),
  start: startToFirstPage,
  pure: (trial) => runTests(trial, 'pure', 20 * minute),
  database: (trial) => runTests(trial, 'database', 60 * minute),
};

function runTests(trial: Trial, step: string, msMax: number): Promise<StepResult> {
  const findTotal = (output: string) => output.match(/^\d+ passed, .*$/gm)?.at(-1) ?? 'no total';
  return runStep(trial, ['scripts/run.mjs', 'scripts/test.ts', step], msMax, findTotal);
}

async function runStep(
  trial: Trial,
  args: readonly string[],
  msMax: number,
  wordsOf: (output: string) => string,
): Promise<StepResult> {
  const start = performance.now();
  const { exitCode, output } = await runBounded({
    command: trial.node.program,
    args,
    cwd: trial.folder,
    environment: trialEnvironment(trial),
    msMax,
  });
  const isLate = performance.now() - start > msMax;
  return { isGood: exitCode === 0, words: isLate ? 'too slow' : wordsOf(output), output };
}

/** Composes an environment in which programs that call `node` or `npm` by name get the version under test. */
function trialEnvironment({ node, npm }: Trial): NodeJS.ProcessEnv {
  const { PATH = '', NODE_OPTIONS: _, ...rest } = process.env;
  return { ...rest, PATH: `${node.binDir}${delimiter}${PATH}`, npm_execpath: npm };
}

/**
 * Runs `npm start` without the demo, on a port and in a data folder of its own, until it serves the first
 * page.
 */
async function startToFirstPage(trial: Trial): Promise<StepResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tidemark-node-'));
  const port = await findFreePort('127.0.0.1');
  const { DATABASE_URL, SMTP_URL, PUBLIC_URL, HOST, ...environment } = trialEnvironment(trial);
  const { child, ended } = startBounded({
    command: trial.node.program,
    args: [trial.npm, 'start'],
    cwd: trial.folder,
    environment: { ...environment, PORT: `${port}`, TIDEMARK_DATA_DIR: dataDir, TIDEMARK_DEMO: '0' },
  });
  const start = performance.now();
  let hasEnded = false;
  ended.then(() => {
    hasEnded = true;
  });
  let title: string | undefined;
  while (!hasEnded && title === undefined && performance.now() - start < firstPageMsMax) {
    title = await readTitle(`http://127.0.0.1:${port}/`);
    if (title === undefined) await sleep(500);
  }
  const seconds = ((performance.now() - start) / 1_000).toFixed(0);
  await stopBounded(child, ended);
  const { output } = await ended;
  const logs = readLogs(join(dataDir, 'logs'));
  removeEmbeddedPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  return {
    isGood: title !== undefined,
    words: title === undefined ? 'no page' : `“${title}” after ${seconds} s`,
    output: `${output}${logs}`,
  };
}

async function readTitle(url: string): Promise<string | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  if (response?.status !== 200) {
    await response?.body?.cancel();
    return undefined;
  }
  return /<title>([^<]*)<\/title>/.exec(await response.text())?.[1];
}

function readLogs(folder: string): string {
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/**
 * Lists each distinct warning of Node and npm: "(node:12) [DEP0040] DeprecationWarning: …", "npm warn
 * EBADENGINE …".
 */
export function listWarnings(output: string): string[] {
  const words = stripVTControlCharacters(output)
    .split('\n')
    .map((line) =>
      /\(node:\d+\) (.*Warning: .*)$|^(npm warn (?:EBADENGINE|deprecated) .*)$/.exec(line.trim()),
    )
    .flatMap((match) => match?.[1] ?? match?.[2] ?? []);
  return [...new Set(words)].sort();
}
