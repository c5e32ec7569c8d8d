import { readdirSync, readFileSync } from 'node:fs';

export type TreeSize = { readonly tasks: number; readonly memoryBytes: number };

/**
 * What a process and all that come from it hold now: memory of their own and shared memory that they made, not the pages of
 * program files. Of Linux; elsewhere, and of what has ended, nothing.
 */
export function measureTree(rootPid: number): TreeSize {
  let [tasks, memoryBytes] = [0, 0];
  const waiting = [rootPid];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const status = read(`/proc/${pid}/status`);
    if (status === undefined) continue;
    tasks += field(status, 'Threads');
    memoryBytes += 1_024 * (field(status, 'RssAnon') + field(status, 'RssShmem'));
    waiting.push(...listChildren(pid));
  }
  return { tasks, memoryBytes };
}

/** A child belongs to the thread that started it. */
const listChildren = (pid: number): number[] =>
  listFolder(`/proc/${pid}/task`).flatMap((thread) =>
    (read(`/proc/${pid}/task/${thread}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  );

const field = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
