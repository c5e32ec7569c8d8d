import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { machineBootClock } from '@/adapters/boot-clock';

const passedSchema = z.object({ bootId: z.string(), fingerprint: z.string() });

type Tested = {
  /** The tested part, which is also the name of its result file. */
  readonly name: 'sandbox' | 'containers';
  /** Hash of every fact that may affect the outcome: another value requires a new test. */
  readonly fingerprint: string;
  /** The runner's own folder, in which the result is stored; undefined stores nothing. */
  readonly folder: string | undefined;
};

/**
 * Returns the trials that failed in a self-test since the machine was started. A passed test is stored in the
 * runner's own folder; a failed test is repeated at each start, since the fault may have been fixed.
 */
export async function testOncePerBoot<Failed>(
  { name, fingerprint, folder }: Tested,
  test: () => Promise<{ readonly failed: readonly Failed[] }>,
  bootId: string = machineBootClock().bootId,
): Promise<readonly Failed[]> {
  const file = folder && join(folder, `${name}.json`);
  if (file && isStored(file, { bootId, fingerprint })) return [];
  const { failed } = await test();
  if (file && failed.length === 0) store(file, folder, { bootId, fingerprint });
  return failed;
}

function isStored(file: string, { bootId, fingerprint }: z.output<typeof passedSchema>): boolean {
  try {
    const stored = passedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return stored.bootId === bootId && stored.fingerprint === fingerprint;
  } catch {
    return false;
  }
}

function store(file: string, folder: string, passed: z.output<typeof passedSchema>): void {
  // The users of runs must be able to pass through this folder to the images.
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(passed)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
