import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineKind } from './compose-bundle';
import { containerLimitsDefault } from './container-limits';
import { findContainerEngine } from './find-engine';
import { runContainer } from './run-container';

/**
 * Runs an image on a file of inputs, with the limits of a round, and writes its predictions.
 * @param outputFile ends in `.csv` or `.jsonl`, like the inputs
 * @returns a message about the image's fault, or about what is missing on this machine; null after a success
 */
export async function tryImage(
  { image, inputFile, outputFile }: { image: string; inputFile: string; outputFile: string },
  kind: EngineKind,
): Promise<string | null> {
  const engine = await findContainerEngine(kind);
  if (!engine)
    return `This machine can’t run containers: apt-get install ${kind} umoci util-linux, on Linux on x64 or arm64.`;
  const workFolder = mkdtempSync(join(tmpdir(), 'tidemark-image-'));
  try {
    const name = inputFile.endsWith('.jsonl') ? 'inputs.jsonl' : 'inputs.csv';
    const input = { name, bytes: readFileSync(inputFile) } as const;
    const limits = containerLimitsDefault;
    const ran = await runContainer({ image, input, limits, faultsAs: 'texts', workFolder }, engine);
    if (!ran.ok) return `${ran.error.code}: ${ran.error.text ?? 'no further finding'}`;
    writeFileSync(outputFile, ran.value.output.bytes);
    return null;
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}
