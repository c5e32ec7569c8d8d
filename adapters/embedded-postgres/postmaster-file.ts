/** What PostgreSQL writes into `postmaster.pid` (PostgreSQL's miscadmin.h, "lock file contents"). */
export type PostmasterFile = {
  readonly pid: number;
  readonly dataDir: string;
  readonly port: number | undefined;
  readonly isReady: boolean;
};

/** Reads the lines of a `postmaster.pid`; undefined while the file is still being written. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const dataDir = lines[1];
  if (!Number.isInteger(pid) || pid <= 0 || !dataDir) return undefined;
  return {
    pid,
    dataDir,
    port: Number(lines[3]) || undefined,
    isReady: lines[7]?.trim() === 'ready',
  };
}
