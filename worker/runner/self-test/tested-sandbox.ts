import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { machineBootClock } from '@/adapters/boot-clock';
import type { SandboxFacts } from '../sandbox-facts';
import type { SandboxReport } from './sandbox-report';
import { testSandbox } from './test-sandbox';

const passedSchema = z.object({ bootId: z.string(), fingerprint: z.string() });

/**
 * Failed trials of this machine's sandbox, from a test since the machine was started. A passed test is stored in the runner's own
 * folder; a failed one is repeated by each start, since the fault may have been mended.
 * @param folder undefined stores nothing
 */
export async function testSandboxOfBoot(
  facts: SandboxFacts,
  folder: string | undefined,
  { bootId, test }: { bootId: string; test: typeof testSandbox } = {
    bootId: machineBootClock().bootId,
    test: testSandbox,
  },
): Promise<SandboxReport['failed']> {
  const passed = { bootId, fingerprint: facts.fingerprint };
  const file = folder && join(folder, 'sandbox.json');
  if (file && isStored(file, passed)) return [];
  const { failed } = await test(facts);
  if (file && failed.length === 0) store(file, folder, passed);
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
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.draft`, `${JSON.stringify(passed)}\n`, { mode: 0o600 });
  renameSync(`${file}.draft`, file);
}
