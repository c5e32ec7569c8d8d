import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageProgram, runScript } from '@/testing/run-program';
import { findSiblingCircles } from './sibling-circles';
import { type StepOutcome, singleOutcome } from './step-outcome';

const rooms = ['lib', 'db', 'adapters', 'services', 'worker', 'app', 'server', 'cli', 'testing'];
const topRooms = ['demo', 'research', 'scripts', 'e2e'];

const graphSchema = z.object({
  summary: z.object({ error: z.number() }),
  modules: z.array(
    z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) }),
  ),
});

/**
 * The layers and trust boundaries of .dependency-cruiser.cjs; and no two sibling folders that import each other, without tests.
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
  // A second time only then, for a readable report.
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
