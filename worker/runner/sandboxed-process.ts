import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { headerBytesMax } from './child/tensor-frames.mjs';
import type { RunLimits } from './run-limits';

/**
 * The reason why the watchdog stopped a process: a limit, or nobody needs its result any more (`unwanted`).
 */
export type StopReason = 'time' | 'memory' | 'tasks' | 'output' | 'unwanted';

export type ProcessEnd = {
  readonly stoppedFor: StopReason | undefined;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True if the kernel killed one of the processes for lack of memory. */
  readonly isMemoryKilled: boolean;
  /**
   * The end of the process's standard error, one character for each byte. It can quote inputs, so it may be
   * shown only if all inputs are public.
   */
  readonly complaint: string;
};

/** A process tree that a watchdog observes, and that ends as a whole. */
export type SandboxedProcess = {
  readonly pid: number;
  readonly input: Writable;
  readonly output: Readable;
  stop(reason: StopReason): void;
  /** Resolves when the whole tree has ended, and its user id and cgroup are released. */
  readonly ended: Promise<ProcessEnd>;
};

/** Resources that the parent lends to a process for its run: a user id and a cgroup. */
type LentToProcess = { countMemoryKills(): number; release(): Promise<void> };

const complaintLengthDefault = 4_000;

/**
 * Number of bytes of messages that are read at full speed. After that, reading slows down, so that a flood of
 * messages costs only its sender time.
 */
const complaintBytesAtOnce = 1024 ** 2;
const complaintPauseMs = 5;

/**
 * Interval of the watchdog in milliseconds: a process needs some tenths of a second to write to a gigabyte of
 * memory.
 */
const watchEveryMs = 25;

/**
 * Watches a process that was started with pipes: its time, and the memory and tasks of its tree. @param child
 * a process whose death ends its whole tree
 */
export function watchProcess(
  child: ChildProcess,
  limits: RunLimits,
  lent: LentToProcess,
  {
    measure = measureTree,
    complaintLengthMax = complaintLengthDefault,
  }: { readonly measure?: MeasureTree | undefined; readonly complaintLengthMax?: number | undefined } = {},
): SandboxedProcess {
  const { pid, stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error('a run without pipes');
  let stoppedFor: StopReason | undefined;
  let complaint = '';
  const stop = (reason: StopReason) => {
    stoppedFor ??= reason;
    child.kill('SIGKILL');
  };
  const clock = setTimeout(stop, limits.wallMsMax, 'time');
  const watch = setInterval(() => {
    const { memoryBytes, tasks } = measure(pid ?? 0);
    // The kernel may have killed one process of several; the others would wait for it.
    if (memoryBytes > limits.memoryBytesMax || lent.countMemoryKills() > 0) stop('memory');
    else if (tasks > limits.tasksMax) stop('tasks');
  }, watchEveryMs);
  let complaintBytesLeft = complaintBytesAtOnce;
  stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('latin1')).slice(-complaintLengthMax);
    complaintBytesLeft -= chunk.byteLength;
    if (complaintBytesLeft > 0) return;
    stderr.pause();
    setTimeout(() => stderr.resume(), complaintPauseMs);
  });
  // The process may end, or be killed, before it has read its whole input, so errors of the pipes are
  // expected.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {});
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      const isMemoryKilled = lent.countMemoryKills() > 0;
      resolve({ stoppedFor, exitCode, signal, isMemoryKilled, complaint });
    });
  }).finally(() => {
    clearTimeout(clock);
    clearInterval(watch);
    return lent.release();
  });
  return { pid: pid ?? 0, input: stdin, output: stdout, stop, ended };
}

/** Stops a process as soon as the caller's signal aborts. */
export function endOnAbort(child: SandboxedProcess, signal: AbortSignal | undefined): void {
  const end = () => child.stop('unwanted');
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end);
  void child.ended.catch(() => {}).then(() => signal?.removeEventListener('abort', end));
}

type GatheredOutput = {
  /** Resolves to the first frame as soon as it arrives; to undefined when the process ended without one. */
  readonly header: Promise<unknown>;
  /** Returns the process's output after the first frame. */
  rest(): Buffer;
};

/** Collects a process's output up to a limit; a process that writes more is stopped. */
export function gatherOutput(child: SandboxedProcess, bytesMax: number): GatheredOutput {
  const chunks: Buffer[] = [];
  let length = 0;
  let settle: (header: unknown) => void = () => {};
  const header = new Promise<unknown>((resolve) => {
    settle = resolve;
  });
  let firstLength: number | undefined;
  child.output.on('data', (chunk: Buffer) => {
    length += chunk.byteLength;
    if (length > bytesMax) {
      chunks.length = 0;
      child.stop('output');
      return;
    }
    chunks.push(chunk);
    if (firstLength !== undefined) return;
    const first = readFirst(Buffer.concat(chunks));
    if (!first) return;
    firstLength = first.length;
    settle(first.header);
  });
  void child.ended.catch(() => {}).then(() => settle(undefined));
  return { header, rest: () => Buffer.concat(chunks).subarray(firstLength ?? 0) };
}

function readFirst(bytes: Buffer): { header: unknown; length: number } | undefined {
  if (bytes.byteLength < 4) return undefined;
  const length = 4 + bytes.readUInt32LE();
  if (length > 4 + headerBytesMax || bytes.byteLength < length) return undefined;
  try {
    return { header: JSON.parse(bytes.subarray(4, length).toString()), length };
  } catch {
    return undefined;
  }
}

type TreeSize = { readonly tasks: number; readonly memoryBytes: number };
export type MeasureTree = (rootPid: number) => TreeSize;

/**
 * Measures the memory of a process tree in bytes: private and shared memory that it allocated, without the
 * pages of program files. Only Linux; zero on other systems and for a tree that has ended.
 */
export function measureTree(rootPid: number): TreeSize {
  const processes = listTree(rootPid);
  return {
    tasks: processes.reduce((sum, { tasks }) => sum + tasks, 0),
    memoryBytes: processes.reduce(
      (sum, { privateBytes, sharedBytes }) => sum + privateBytes + sharedBytes,
      0,
    ),
  };
}

type TreeProcess = {
  readonly pid: number;
  readonly tasks: number;
  readonly privateBytes: number;
  readonly sharedBytes: number;
};

/** Lists the running processes of a tree, its root first. */
export function listTree(rootPid: number): TreeProcess[] {
  const found: TreeProcess[] = [];
  const waiting = [rootPid];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const status = read(`/proc/${pid}/status`);
    if (status === undefined) continue;
    found.push({
      pid,
      tasks: field(status, 'Threads'),
      privateBytes: 1_024 * field(status, 'RssAnon'),
      sharedBytes: 1_024 * field(status, 'RssShmem'),
    });
    waiting.push(...listChildren(pid));
  }
  return found;
}

/** Lists the children of all threads: the kernel assigns a child to the thread that started it. */
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
