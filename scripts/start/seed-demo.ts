import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { step } from './progress';
import { runToEnd } from './run-to-end';

/**
 * Fills the database with the demo, once. That it was is written into the database itself, so a copy of it, wherever it lies,
 * isn't played into again.
 *
 * @throws with the end of its log when it fails
 */
export async function seedDemo(options: {
  dataDir: string;
  ownerUrl: string;
  program: string;
  environment: NodeJS.ProcessEnv;
  logFile: string;
  recordFile: string;
}): Promise<void> {
  const owner = postgres(options.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [state] = await owner`select demo_seeded_at from schema_state`;
    if (state?.demo_seeded_at) return;
    if (!isMarkedInFolder(options))
      await step('demo', () =>
        runToEnd({ ...options, name: 'The demo', args: ['--enable-source-maps', options.program] }),
      );
    await owner`update schema_state set demo_seeded_at = clock_timestamp()`;
    rmSync(oldMark(options), { force: true });
  } finally {
    await owner.end();
  }
}

/** Until the database had the fact, a file named the database that had been filled. */
const oldMark = ({ dataDir }: { dataDir: string }): string => join(dataDir, 'demo-seeded');

function isMarkedInFolder(options: { dataDir: string; ownerUrl: string }): boolean {
  const mark = oldMark(options);
  const { hostname, port, pathname } = new URL(options.ownerUrl);
  return existsSync(mark) && readFileSync(mark, 'utf8') === `${hostname}:${port}${pathname}\n`;
}
