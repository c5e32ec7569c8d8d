import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress';
import { runToEnd } from './run-to-end';

/**
 * Fills the database with the demo, once for each database.
 *
 * @throws with the end of its log when it fails
 */
export async function seedDemo(options: {
  dataDir: string;
  databaseUrl: string;
  program: string;
  environment: NodeJS.ProcessEnv;
  logFile: string;
  recordFile: string;
}): Promise<void> {
  const mark = join(options.dataDir, 'demo-seeded');
  const { hostname, port, pathname } = new URL(options.databaseUrl);
  const seeded = `${hostname}:${port}${pathname}\n`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === seeded) return;
  await step('demo', () =>
    runToEnd({ ...options, name: 'The demo', args: ['--import', 'tsx', options.program] }),
  );
  writeFileSync(mark, seeded);
}
