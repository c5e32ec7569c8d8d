import { createHash } from 'node:crypto';
import { loadavg } from 'node:os';
import { checkModel } from '@/lib/core/onnx/check-model';
import { attribute, floatTensor, graph, modelOf, node, tensor } from '@/lib/core/onnx/testing/build-model';
import {
  bytesField,
  float,
  floatBytes,
  integer,
  message,
  repeatBytes,
  text,
} from '@/lib/core/onnx/testing/protobuf-writer';
import { computeMedian } from './peer/time-program';

// Duration of the check of a 200 MB model beside hashing it, which is necessary anyway: `npm run bench:model-check`. Medians of
// seven, of the processor's own time. Exit code 1 where a model whose weights are skipped takes more than 50 ms.

const promisedMs = 50;
const sizeBytes = 199_000_000;
const layers = 100;

/** Weights in `layerCount` tensors, as PyTorch has them (raw) or as onnx.helper writes lists (packed). */
function buildNetwork(field: 'raw_data' | 'float_data'): Uint8Array {
  const count = Math.floor(sizeBytes / layers / 4);
  const payload = repeatBytes(count, floatBytes([0.5]));
  const weights = Array.from({ length: layers }, (_, i) =>
    tensor(`w${i}`, 1, [count], bytesField(field === 'raw_data' ? 9 : 4, payload)),
  );
  const nodes = weights.map((_, i) => node('Add', [i === 0 ? 'x' : `v${i - 1}`, `w${i}`], [`v${i}`]));
  nodes.push(node('Identity', [`v${layers - 1}`], ['y']));
  return modelOf(graph({ nodes, initializers: weights }));
}

/** A tree ensemble with so many tree nodes: every number is a separate field, so nothing can be skipped. */
function buildForest(treeNodes: number): Uint8Array {
  const list = (name: string, type: number, pattern: Uint8Array) =>
    message(text(1, name), repeatBytes(treeNodes, pattern), integer(20, type));
  const [floats, integers, texts] = [6, 7, 8];
  const attributes = [
    list('nodes_values', floats, float(7, 0.5)),
    list('nodes_hitrates', floats, float(7, 1)),
    ...['nodes_treeids', 'nodes_nodeids', 'nodes_featureids', 'nodes_truenodeids', 'nodes_falsenodeids'].map(
      (name) => list(name, integers, integer(8, 300)),
    ),
    list('nodes_modes', texts, text(9, 'BRANCH_LEQ')),
    attribute.text('post_transform', 'NONE'),
  ];
  const ensemble = node('TreeEnsembleClassifier', ['x'], ['y'], attributes, text(7, 'ai.onnx.ml'));
  return modelOf(graph({ nodes: [ensemble], initializers: [floatTensor('unused', [1], [0])] }));
}

/** Milliseconds of processor time, which a busy machine stretches least. */
function time(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const models = {
  'weights as raw_data': { build: () => buildNetwork('raw_data'), isPromised: true },
  'weights as float_data': { build: () => buildNetwork('float_data'), isPromised: true },
  'a forest of 5,400,000 tree nodes': { build: () => buildForest(5_400_000), isPromised: false },
};

for (const [name, { build, isPromised }] of Object.entries(models)) {
  const bytes = build();
  const checks: number[] = [];
  const hashes: number[] = [];
  for (let i = 0; i < 7; i += 1) {
    hashes.push(time(() => createHash('sha256').update(bytes).digest()));
    checks.push(
      time(() => {
        const verdict = checkModel(bytes);
        if (!verdict.ok) throw new Error(`${name}: ${verdict.error.found}`);
      }),
    );
  }
  const [check, hash] = [computeMedian(checks), computeMedian(hashes)];
  const ratio = `${(check / hash).toPrecision(2)} of hashing`;
  console.log(
    `${name}, ${(bytes.length / 1e6).toFixed(0)} MB: check ${check.toFixed(1)} ms, SHA-256 ${hash.toFixed(0)} ms: ${ratio}`,
  );
  if (isPromised && check > promisedMs) process.exitCode = 1;
}
console.log(`load ${loadavg()[0]?.toFixed(0)}`);
