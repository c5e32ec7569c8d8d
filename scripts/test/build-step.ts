import { join } from 'node:path';
import { buildSite, isBuilt } from '../start/build-site';
import { describeError } from '../start/progress';
import { type StepOutcome, singleOutcome } from './run-steps';

/** Builds the site as `npm start` does, only if a source has changed. */
export async function testBuild(workDir: string): Promise<StepOutcome> {
  const root = process.cwd();
  if (isBuilt(root)) return singleOutcome(true, '');
  try {
    await buildSite({
      root,
      environment: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      logFile: join(workDir, 'build.log'),
    });
    return singleOutcome(true, '');
  } catch (error) {
    return singleOutcome(false, describeError(error));
  }
}
