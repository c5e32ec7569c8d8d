import postgres from 'postgres';
import { step } from './progress';
import { runToEnd } from './run-to-end';

/**
 * Fills the database with the demo, once. The database records this, so that a copy isn't filled again.
 * @throws with the end of the demo's log when it fails
 */
export async function seedDemo(options: {
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
    await step('demo', () =>
      runToEnd({ ...options, name: 'The demo', args: ['--enable-source-maps', options.program] }),
    );
    await owner`update schema_state set demo_seeded_at = clock_timestamp()`;
  } finally {
    await owner.end();
  }
}
