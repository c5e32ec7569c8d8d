import { headerBytesMax } from './child/tensor-frames.mjs';
import type { SandboxedProcess } from './sandboxed-process';

export type GatheredOutput = {
  /** The first frame, as soon as it is there; undefined when the process ended without one. */
  readonly header: Promise<unknown>;
  /** All behind the first frame. */
  rest(): Buffer;
};

/** Takes what a process writes, up to a bound; one that writes more is ended. */
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
