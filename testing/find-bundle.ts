import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePrograms } from '@/adapters/programs/bundle-programs';

const programs = [
  'cli/admin.ts',
  'cli/check-model.ts',
  'cli/score.ts',
  'cli/verify.ts',
  'testing/one-thread-scorer.ts',
  'testing/play-web-under-load.ts',
  'worker/main.ts',
] as const;

export type BundledProgram = (typeof programs)[number];

let bundling: Promise<(program: BundledProgram) => string> | undefined;

/**
 * The absolute path of a program's bundle, which starts in a fraction of the time that compiling its modules takes. The first
 * call in a process bundles all of them; they are deleted with the process.
 */
export async function findBundle(program: BundledProgram): Promise<string> {
  bundling ??= bundleAll();
  return (await bundling)(program);
}

function bundleAll(): Promise<(program: BundledProgram) => string> {
  const temporary = mkdtempSync(join(tmpdir(), 'tidemark-programs-'));
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  return bundlePrograms({
    root: fileURLToPath(new URL('..', import.meta.url)),
    programs,
    folder: join(temporary, 'programs'),
  });
}
