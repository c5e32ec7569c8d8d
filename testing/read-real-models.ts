import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../lib/core/onnx/testing/models', import.meta.url));

/** The models trained and exported by research/golden/make-models.py, by name. */
export const readRealModels = (): ReadonlyMap<string, Uint8Array> =>
  new Map(
    readdirSync(folder)
      .sort()
      .map((file) => [file.replace('.onnx', ''), new Uint8Array(readFileSync(`${folder}/${file}`))]),
  );
