import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** The machine's monotonic clock, which can't be set. */
export type BootClock = {
  readonly bootId: string;
  /** Milliseconds since the machine was started, sleep included. */
  readMs(): number;
};

/**
 * Boot clock of the machine. Where the operating system has no boot id, an id of this process, which the
 * process's threads share, stands for it.
 */
export function machineBootClock(ofProcess: string = randomUUID()): BootClock {
  return { bootId: readBootId() ?? ofProcess, readMs: () => uptime() * 1_000 };
}

function readBootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}
