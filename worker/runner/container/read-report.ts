import type { SandboxedProcess } from '../sandboxed-process';

/** The report that the shell script around a container prints after the container's end. */
export type EndReport = {
  /** The program's exit code, or the engine's if the program didn't start. */
  readonly exitCode: number;
  /** True if the engine had created the container; before that, nothing untrusted has run. */
  readonly isBegun: boolean;
  /**
   * The kind of the output that the program left. `flood`: more than the size limit, in the output file or
   * beside it.
   */
  readonly found: 'file' | 'link' | 'other' | 'nothing' | 'flood';
  readonly sizeBytes: number;
  /**
   * The engine's own error messages, which the program can't write; for a training with `other`, the path of
   * the refused entry.
   */
  readonly engineLog: string;
  /** The predictions, or the beginning of a model's archive; empty unless `found` is `file`. */
  readonly output: Uint8Array;
};

type Gathered = { readonly isReady: boolean; readonly report: EndReport | undefined };

const ready = 'ready\n';
const headLine = /^end (\d{1,3}) (begun|unbegun) (file|link|other|nothing|flood) (\d+) (\d{1,4})\n/;
const headBytesMax = 10_000;

/**
 * Collects the output of the script around a container. @returns a function that returns the report, to be
 * called after the script's end
 */
export function gatherReport(child: SandboxedProcess, outputBytesMax: number): () => Gathered {
  const chunks: Buffer[] = [];
  let length = 0;
  child.output.on('data', (chunk: Buffer) => {
    length += chunk.byteLength;
    if (length > outputBytesMax + headBytesMax) child.stop('output');
    else chunks.push(chunk);
  });
  return () => parseReport(Buffer.concat(chunks));
}

export function parseReport(bytes: Buffer): Gathered {
  const isReady = bytes.toString('latin1', 0, ready.length) === ready;
  const rest = bytes.subarray(ready.length);
  const head = headLine.exec(rest.toString('latin1', 0, 100));
  if (!isReady || !head) return { isReady, report: undefined };
  const [line, code = '', begun, found, size, logLength] = head;
  const log = rest.subarray(line.length, line.length + Number(logLength));
  if (log.byteLength < Number(logLength)) return { isReady, report: undefined };
  const output = rest.subarray(line.length + log.byteLength);
  return {
    isReady,
    report: {
      exitCode: Number(code),
      isBegun: begun === 'begun',
      found: foundWords.find((word) => word === found) ?? 'nothing',
      sizeBytes: Number(size),
      engineLog: log.toString('utf8'),
      output,
    },
  };
}

const foundWords = ['file', 'link', 'other', 'nothing', 'flood'] as const;
