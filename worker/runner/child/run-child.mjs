// @ts-check
// Runs one model on inputs from a pipe, and writes its outputs into another. It has no other access: see
// docs/decisions/0049-models-run-in-a-sandbox.md. Plain JavaScript, since it must start within 150 ms and has no loader.
import { readSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { decodeTensor, encodeHeader, encodeValues } from './tensor-frames.mjs';

/** @typedef {import('../tensor.ts').Tensor} Tensor */
/** @typedef {import('./tensor-frames.mjs').TensorHead} TensorHead */
/** @typedef {{ code: string, text: string }} Fault */
/**
 * @typedef {object} Request
 * @property {number} modelBytes
 * @property {number} rowCount
 * @property {number} batchRows
 * @property {number} outputBytesMax
 * @property {boolean} isTextWanted
 * @property {TensorHead[]} inputs
 * @property {{ name: string, type: Tensor['type'] }[]} outputs
 */

const textLengthMax = 4_000;

class ModelFault extends Error {
  /** @param {string} code @param {string} [text] */
  constructor(code, text = code) {
    super(text);
    this.code = code;
  }
}

const runtimeName = process.argv[2] === 'wasm' ? 'onnxruntime-web' : 'onnxruntime-node';
const require = createRequire(import.meta.url);
const runtime = require(runtimeName);
if (runtimeName === 'onnxruntime-web') runtime.env.wasm.numThreads = 1;
runtime.env.logLevel = 'fatal';

// The parent sends nothing before this: an earlier failure is the sandbox's fault, never the model's.
write(
  encodeHeader({
    runtime: runtimeName,
    runtimeVersion: runtime.env.versions[runtimeName.replace('onnxruntime-', '')],
    node: process.versions.node,
  }),
);
const request = readRequest();
const model = readBytes(request.modelBytes);
const inputs = request.inputs.map((head) => decodeTensor(head, readBytes(head.byteLength)));
try {
  const outputs = await runRequest();
  write(
    encodeHeader({
      outputs: outputs.map(({ head, parts }) => ({
        ...head,
        byteLength: parts.reduce((sum, part) => sum + part.byteLength, 0),
      })),
    }),
  );
  for (const { parts } of outputs) for (const part of parts) write(part);
} catch (error) {
  const fault = faultOf(error);
  write(encodeHeader({ fault: request.isTextWanted ? fault : { code: fault.code } }));
}
// The runtime's resources end with the process.
process.exit(0);

async function runRequest() {
  const session = await openSession();
  for (const { name } of request.outputs)
    if (!session.outputNames.includes(name))
      throw new ModelFault(
        'output_missing',
        `The model has no output ${name}; it has ${session.outputNames.join(', ')}.`,
      );
  const names = request.outputs.map(({ name }) => name);
  /** @type {{ head: { name: string, type: Tensor['type'], shape: number[] }, parts: Uint8Array[] }[]} */
  const gathered = request.outputs.map(({ name, type }) => ({ head: { name, type, shape: [] }, parts: [] }));
  let bytes = 0;
  for (let begin = 0; begin < request.rowCount; begin += request.batchRows) {
    const rows = Math.min(request.batchRows, request.rowCount - begin);
    const feeds = Object.fromEntries(inputs.map((input) => [input.name, sliceRows(input, begin, rows)]));
    const found = await session.run(feeds, names);
    for (const { head, parts } of gathered) bytes += gather(found[head.name], rows, head, parts);
    if (bytes > request.outputBytesMax) throw new ModelFault('output_too_large');
  }
  return gatherTexts(gathered);
}

async function openSession() {
  try {
    return await runtime.InferenceSession.create(model, {
      executionProviders: [runtimeName === 'onnxruntime-web' ? 'wasm' : 'cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 4,
    });
  } catch (error) {
    const { code, text } = faultOf(error);
    throw new ModelFault(code === 'model_failed' ? 'model_rejected' : code, text);
  }
}

/**
 * @param {Tensor} tensor
 * @param {number} begin
 * @param {number} rows
 */
function sliceRows({ type, shape, values }, begin, rows) {
  const width = values.length / (shape[0] ?? 1);
  const [from, to] = [begin * width, (begin + rows) * width];
  const part = type === 'string' ? values.slice(from, to) : values.subarray(from, to);
  return new runtime.Tensor(type, part, [rows, ...shape.slice(1)]);
}

/**
 * Adds one batch to an output.
 * @param {any} found the runtime's tensor
 * @param {number} rows
 * @param {{ name: string, type: string, shape: number[] }} head
 * @param {any[]} parts
 * @returns {number} the number of added bytes
 */
function gather(found, rows, head, parts) {
  if (found?.type !== head.type)
    throw new ModelFault('output_type', `The output ${head.name} is ${found?.type}, not ${head.type}.`);
  const [foundRows, ...rest] = found.dims;
  const isAsBefore = head.shape.length === 0 || head.shape.slice(1).join() === rest.join();
  if (found.dims.length === 0 || foundRows !== rows || !isAsBefore)
    throw new ModelFault(
      'output_shape',
      `The output ${head.name} is [${found.dims.join(', ')}] for ${rows} items.`,
    );
  head.shape = [(head.shape[0] ?? 0) + rows, ...rest];
  if (head.type === 'string') {
    parts.push(found.data);
    return found.data.reduce(
      (/** @type {number} */ sum, /** @type {string} */ text) => sum + 4 + Buffer.byteLength(text),
      0,
    );
  }
  // The next batch may reuse the runtime's memory.
  parts.push(Buffer.from(new Uint8Array(found.data.buffer, found.data.byteOffset, found.data.byteLength)));
  return found.data.byteLength;
}

/** @param {{ head: any, parts: any[] }[]} gathered */
function gatherTexts(gathered) {
  return gathered.map(({ head, parts }) =>
    head.type === 'string'
      ? { head, parts: [encodeValues({ ...head, values: parts.flat() })] }
      : { head, parts },
  );
}

/**
 * @param {unknown} error
 * @returns {Fault}
 */
function faultOf(error) {
  const text = String(error instanceof Error ? error.message : error).slice(0, textLengthMax);
  if (error instanceof ModelFault) return { code: error.code, text };
  const isMemory =
    /bad_alloc|failed to allocate|out of memory|allocation failed|invalid array (buffer )?length/i.test(text);
  return { code: isMemory ? 'model_out_of_memory' : 'model_failed', text };
}

/** @returns {Request} */
function readRequest() {
  return JSON.parse(readBytes(readBytes(4).readUInt32LE()).toString());
}

/** @param {number} count @returns {Buffer} */
function readBytes(count) {
  const bytes = Buffer.alloc(count);
  for (let at = 0; at < count; ) {
    const read = readSync(0, bytes, at, count - at, null);
    // The parent has ended.
    if (read === 0) process.exit(1);
    at += read;
  }
  return bytes;
}

/** @param {Uint8Array} bytes */
function write(bytes) {
  for (let at = 0; at < bytes.byteLength; ) at += writeSync(1, bytes, at);
}
