import { existsSync, readFileSync, rmSync } from 'node:fs';
import {
  findProcess,
  type ProcessEntry,
  signalProcess,
  waitUntilGone,
} from '@/adapters/embedded-postgres/process-table';
import { writePrivateFile } from './write-private-file';

const patienceMs = 10_000;

/** Notes a process so that a later start finds it again, and no stranger that has its number by then. */
export function recordProcess(file: string, pid: number): void {
  const entry = findProcess(pid);
  if (entry) writePrivateFile(file, `${JSON.stringify({ pid, startedAt: entry.startedAt })}\n`);
}

/** The noted process if it is still alive. */
export function findRecordedProcess(file: string): ProcessEntry | undefined {
  if (!existsSync(file)) return undefined;
  const { pid, startedAt } = JSON.parse(readFileSync(file, 'utf8'));
  const entry = findProcess(pid);
  return entry?.startedAt === startedAt ? entry : undefined;
}

/** Ends the noted process: gently, then after ten seconds by force. */
export async function stopRecordedProcess(file: string): Promise<void> {
  const entry = findRecordedProcess(file);
  if (entry) await endProcess(entry);
  rmSync(file, { force: true });
}

async function endProcess(entry: ProcessEntry): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!signalProcess(entry.pid, signal) || (await waitUntilGone(entry, patienceMs))) return;
  }
  throw new Error(`Process ${entry.pid} of an earlier start doesn't end.`);
}
