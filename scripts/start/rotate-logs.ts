import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

const everyMs = 60_000;

const usualSize = { bytesMax: 16 * 1024 * 1024, oldCountMax: 4 };

/**
 * Rotates a log that exceeds its size: its content moves to `<log>.1`, that of `.1` to `.2` and so on; the
 * oldest is deleted. The log is copied and truncated, like with `copytruncate` of logrotate(8), because its
 * writer has it open for appending; output between these two steps is lost. @throws an error of the file
 * system, such as a full disk; then the log is unchanged
 */
export function rotateLog(path: string, { bytesMax, oldCountMax } = usualSize): void {
  if (!existsSync(path) || statSync(path).size <= bytesMax) return;
  const copy = `${path}.copy`;
  try {
    copyFileSync(path, copy);
  } catch (cause) {
    rmSync(copy, { force: true });
    throw cause;
  }
  for (let age = oldCountMax; age > 1; age--)
    if (existsSync(`${path}.${age - 1}`)) renameSync(`${path}.${age - 1}`, `${path}.${age}`);
  renameSync(copy, `${path}.1`);
  truncateSync(path);
}

/**
 * Rotates at intervals the logs of a folder, and other logs, while their processes run. @returns a function
 * that stops the rotation
 */
export function keepRotatingLogs(logDir: string, others: readonly string[]): () => void {
  const rotateAll = () => {
    const own = readdirSync(logDir).filter((name) => name.endsWith('.log'));
    for (const path of [...own.map((name) => join(logDir, name)), ...others]) rotateLog(path);
  };
  const timer = setInterval(() => {
    try {
      rotateAll();
    } catch {
      // The disk is full: the next interval tries again.
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
