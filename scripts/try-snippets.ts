import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listSnippets, type Snippet } from '@/lib/core/model/snippets/list-snippets';
import { signaturesOfSnippets } from '@/lib/core/model/snippets/testing/signatures';
import { checkModel } from '@/lib/core/onnx/check-model';
import { checkSignature } from '@/lib/core/onnx/check-signature';
import type { ModelSignature } from '@/lib/core/onnx/model-summary';

/**
 * Runs the code snippets of the submit page, for each kind of signature, with a Python that has their
 * packages, and checks the model files that they write as submitted models are checked: `npm run try-snippets
 * -- python3 [tool]`.
 */
const [python = 'python3', only] = process.argv.slice(2);

const rowCount = 400;

/** Writes labels and inputs of all kinds, in which each class occurs. */
function writeTrainingData(folder: string, { input, output }: ModelSignature): void {
  const labels = Array.from({ length: rowCount }, (_, i) =>
    output.kind === 'number' ? i / 7 : output.classes[i % output.classes.length],
  );
  if (input.kind === 'one-tensor' && input.features.length === 0) {
    const shape = [rowCount, ...input.shape].join(', ');
    const script = `import numpy as np
np.save("inputs.npy", np.random.default_rng(1).normal(size=(${shape})))
np.save("labels.npy", np.arange(${rowCount}) % ${output.kind === 'number' ? 7 : output.classes.length})`;
    execFileSync(python, ['-c', script], { cwd: folder });
    return;
  }
  const lines = labels.map((label, i) => {
    const cells = input.features.map((one, place) =>
      one.type === 'number' ? (i * (place + 3)) % 97 : one.categories[i % one.categories.length],
    );
    return [...cells, label].join(',');
  });
  const header = [...input.features.map(({ name }) => name), 'label'].join(',');
  writeFileSync(join(folder, 'train.csv'), [header, ...lines, ''].join('\n'));
}

/** Returns the fault of a snippet's model; null for none. */
function findFault(snippet: Snippet, signature: ModelSignature): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
  try {
    writeTrainingData(folder, signature);
    writeFileSync(join(folder, 'snippet.py'), snippet.text);
    execFileSync(python, ['snippet.py'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    const checked = checkModel(readFileSync(join(folder, 'model.onnx')));
    if (!checked.ok) return `${checked.error.code}: ${checked.error.found}`;
    const fit = checkSignature(checked.value, signature);
    return fit.ok ? null : fit.error.map(({ code, found }) => `${code}: ${found}`).join(' ');
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return stderr.trim().split('\n').at(-1) ?? 'failed';
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let faultCount = 0;

for (const [name, signature] of Object.entries(signaturesOfSnippets))
  for (const snippet of listSnippets(signature)) {
    if (only && snippet.tool !== only) continue;
    const fault = findFault(snippet, signature);
    if (fault) faultCount++;
    console.log(`${fault ? '✗' : '✓'} ${snippet.tool}, ${name}${fault ? `: ${fault}` : ''}`);
  }

process.exitCode = faultCount > 0 ? 1 : 0;
