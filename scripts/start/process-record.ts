import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  findProcess,
  type ProcessEntry,
  signalProcess,
  waitUntilGone,
} from '@/adapters/embedded-postgres/process-table';
import { writePrivateFile } from './secrets';

/**
 * Time in milliseconds before SIGKILL: longer than a web process or a scorer takes to finish its current
 * work.
 */
const patienceMs = 45_000;
const retryMs = 5_000;

/**
 * Records a process so that a later start finds it, and isn't misled by another process with the same process
 * id. The record contains its own path, so it doesn't count in a copy of the folder. @param url of the site
 * that the process serves
 */
export function recordProcess(file: string, pid: number, url?: string): void {
  const entry = findProcess(pid);
  if (!entry) return;
  const { startedAt } = entry;
  writePrivateFile(file, `${JSON.stringify({ pid, startedAt, file: realPlace(file), url })}\n`);
}

/** Records a process, and retries while the disk is full, so that a full disk prevents no restart. */
export function recordProcessLater(file: string, pid: number): void {
  try {
    recordProcess(file, pid);
  } catch {
    setTimeout(() => recordProcessLater(file, pid), retryMs).unref();
  }
}

const realPlace = (file: string): string => join(realpathSync(dirname(file)), basename(file));

/** Finds the recorded process if it is still alive. */
export function findRecordedProcess(file: string): (ProcessEntry & { url?: string }) | undefined {
  if (!existsSync(file)) return undefined;
  const noted = JSON.parse(readFileSync(file, 'utf8'));
  if (noted.file !== undefined && noted.file !== realPlace(file)) return undefined;
  const entry = findProcess(noted.pid);
  return entry && entry.startedAt === noted.startedAt ? { ...entry, url: noted.url } : undefined;
}

/** Stops the recorded process: by SIGTERM, then after 45 s by SIGKILL. */
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
