import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageProgram, runScript } from '@/testing/run-program';
import { type StepOutcome, singleOutcome } from './run-steps';

export function checkLint(): Promise<StepOutcome> {
  return check([[packageProgram('@biomejs/biome', 'biome'), 'ci', '--max-diagnostics=50', '.']]);
}

/**
 * Checks the types. The route types that pages import are generated first, because a fresh clone has none.
 */
export function checkTypes(): Promise<StepOutcome> {
  return check([
    [packageProgram('next', 'next'), 'typegen'],
    [packageProgram('typescript-7', 'tsc'), '--noEmit'],
  ]);
}

export function checkDeadCode(): Promise<StepOutcome> {
  return check([[packageProgram('knip', 'knip'), '--no-progress']]);
}

async function check(commands: readonly (readonly string[])[]): Promise<StepOutcome> {
  for (const command of commands) {
    const { exitCode, output } = await runScript(command);
    if (exitCode !== 0) return singleOutcome(false, output);
  }
  return singleOutcome(true, '');
}

const rooms = ['lib', 'db', 'adapters', 'services', 'worker', 'app', 'server', 'cli', 'testing'];
const topRooms = ['demo', 'research', 'scripts', 'e2e'];

const graphSchema = z.object({
  summary: z.object({ error: z.number() }),
  modules: z.array(
    z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) }),
  ),
});

/**
 * Checks the layers and trust boundaries of .dependency-cruiser.cjs, and that no two sibling folders import
 * each other. Tests may import anything.
 */
export async function checkImports(workDir: string): Promise<StepOutcome> {
  const graphFile = join(workDir, 'imports.json');
  const cruise = (...words: string[]) =>
    runScript([
      packageProgram('dependency-cruiser', 'depcruise'),
      ...['--config', '.dependency-cruiser.cjs', ...words, ...rooms, ...topRooms],
    ]);
  await cruise('--output-type', 'json', '--output-to', graphFile);
  const { summary, modules } = graphSchema.parse(JSON.parse(readFileSync(graphFile, 'utf8')));
  // After an error, runs again for a readable report.
  if (summary.error > 0) return singleOutcome(false, (await cruise()).output);
  const isTest = (path: string) => /\.test\.tsx?$|\/testing\//.test(path);
  const circles = findSiblingCircles(
    modules
      .filter(({ source }) => !isTest(source))
      .flatMap(({ source, dependencies }) =>
        dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
      ),
  );
  return singleOutcome(circles.length === 0, circles.map((circle) => `${circle}\n`).join(''));
}

/** An import of one file by another, by their paths in the repository. */
type Arrow = { readonly from: string; readonly to: string };

/**
 * Finds folders of one parent that import each other, at any depth: neither can be read, moved or left out
 * without the other.
 * @returns a line for each such pair, with one import of each direction, in the order of the folders' names
 */
export function findSiblingCircles(arrows: readonly Arrow[]): string[] {
  const examples = new Map<string, { siblings: Arrow; there: Arrow }>();
  for (const there of arrows) {
    const siblings = findSiblings(there);
    if (siblings && !examples.has(keyOf(siblings))) examples.set(keyOf(siblings), { siblings, there });
  }
  const inOrder = [...examples].sort(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.flatMap(([, { siblings, there }]) => {
    const { from, to } = siblings;
    const back = examples.get(keyOf({ from: to, to: from }))?.there;
    if (!back || from > to) return [];
    return [`${from} ⇄ ${to}: ${there.from} → ${there.to}, ${back.from} → ${back.to}`];
  });
}

const keyOf = ({ from, to }: Arrow): string => `${from} → ${to}`;

/**
 * Returns the topmost folders in which the two paths differ; null if one file's folder contains the other
 * file.
 */
function findSiblings({ from, to }: Arrow): Arrow | null {
  const [a, b] = [from.split('/'), to.split('/')];
  const depth = a.findIndex((name, i) => name !== b[i]);
  if (depth < 0 || depth >= a.length - 1 || depth >= b.length - 1) return null;
  return { from: a.slice(0, depth + 1).join('/'), to: b.slice(0, depth + 1).join('/') };
}
