import { quoteValue } from '../files/cell-text';
import { ok, type Result, refuse } from '../result';
import { checkGraph } from './check-graph';
import { type ModelFault, ModelRefused, makeModelFault, modelLimits } from './model-fault';
import type { ModelSummary, Opset } from './model-summary';
import { modelProto, operatorSetId, type Span, WireReader } from './onnx-messages';
import { findDomain } from './operators';

/** The result of the check, and the number of fields that were read to reach it: at most one per two bytes of the file. */
export type Inspection = { readonly verdict: Result<ModelSummary, ModelFault>; readonly steps: number };

/**
 * Decides by a file's bytes alone whether it may be run in the sandbox (decision 0049): a deterministic ONNX model of
 * allowed operators, with all of its data inside the file. Shapes, tensors and the connections between nodes are only
 * checked by the runtime. Never throws.
 */
export const checkModel = (bytes: Uint8Array): Result<ModelSummary, ModelFault> =>
  inspectModel(bytes).verdict;

export function inspectModel(bytes: Uint8Array): Inspection {
  const reader = new WireReader(bytes);
  try {
    const fault = findFileFault(bytes);
    return { verdict: fault ? refuse(fault) : ok(readModel(reader)), steps: reader.steps };
  } catch (error) {
    if (!(error instanceof ModelRefused)) throw error;
    return { verdict: refuse(error.fault), steps: reader.steps };
  }
}

function findFileFault(bytes: Uint8Array): ModelFault | null {
  if (bytes.length === 0) return makeModelFault('empty_file', 'The file is empty.', 0);
  const foreign = findForeignFormat(bytes);
  if (foreign !== null) return makeModelFault('foreign_format', `This is ${foreign.name}.`, 0, foreign.fix);
  return checkModelSize(bytes.length);
}

/** Checks the size of a model's file before the file is read. */
export function checkModelSize(sizeBytes: number): ModelFault | null {
  if (sizeBytes <= modelLimits.sizeBytesMax) return null;
  const size = (sizeBytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 });
  return makeModelFault('too_large', `The file has ${size} MB.`, 0);
}

function readModel(reader: WireReader): ModelSummary {
  const opsets: Opset[] = [];
  const producer = { name: '', version: '' };
  let irVersion = 0;
  let graphSpan: Span | null = null;
  for (const field of reader.fields(modelProto, { start: 0, end: reader.bytes.length }))
    if (field.name === 'ir_version') irVersion = field.value;
    else if (field.name === 'producer_name') producer.name = reader.readName(field);
    else if (field.name === 'producer_version') producer.version = reader.readName(field);
    else if (field.name === 'opset_import') addOpset(reader, field, opsets);
    else graphSpan = field;
  if (graphSpan === null) throw new ModelRefused('no_graph', 'The model has no graph.', 0);
  const { min, max } = modelLimits.irVersion;
  if (irVersion < min || irVersion > max)
    throw new ModelRefused('ir_version', `The IR version is ${irVersion}.`, 0);
  const imports = new Set(opsets.map(({ domain }) => domain));
  const sizeBytes = reader.bytes.length;
  return { sizeBytes, irVersion, producer, opsets, ...checkGraph(reader, graphSpan, imports) };
}

/**
 * Reads a version of an operator set. A domain can have two names, and the runtime uses the domain's last import, so two
 * imports must agree: skl2onnx writes one twice.
 */
function addOpset(reader: WireReader, span: Span, opsets: Opset[]): void {
  let name = '';
  let version = 0;
  for (const field of reader.fields(operatorSetId, span))
    if (field.name === 'domain') name = reader.readName(field);
    else version = field.value;
  const domain = findDomain(name);
  if (domain === null)
    throw new ModelRefused('foreign_domain', `The model imports ${quoteValue(name)}.`, span.start);
  const { min, max } = modelLimits.opsetVersion[domain];
  const before = opsets.find((one) => one.domain === domain);
  if (version < min || version > max || (before !== undefined && before.version !== version)) {
    const versions = before === undefined ? version : `${before.version} and ${version}`;
    throw new ModelRefused('opset_version', `The model imports ${domain} ${versions}.`, span.start);
  }
  if (before === undefined) opsets.push({ domain, version });
}

function findForeignFormat(bytes: Uint8Array): ForeignFormat | null {
  const head = readCharacters(bytes.subarray(0, 1_000));
  const tail = head.startsWith('PK') ? readCharacters(bytes.subarray(-zipTailBytes)) : null;
  const row =
    tail === null
      ? formats.find(([marks, , , at]) => marks.some((mark) => head.startsWith(mark, at)))
      : zipFormats.find(([marks]) => marks.some((mark) => tail.includes(mark)));
  if (row !== undefined) return { name: row[1], fix: row[2] };
  // Matches text: a model begins with its version, marked by a non-printing byte, or with another field that has
  // such bytes.
  return /^[\t\n\r -~]*$/.test(head)
    ? { name: 'a text, as predictions or a program are', fix: `Send the model itself. ${toOnnx}` }
    : null;
}

const readCharacters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** A file format that people send instead of ONNX, and advice on converting it to ONNX. */
type ForeignFormat = { readonly name: string; readonly fix: string };

const toOnnx = 'Export the model to ONNX: skl2onnx, torch.onnx.export, tf2onnx or onnxmltools.';

const unpack = 'Unpack it, and send the .onnx file inside.';

const fromTorch = 'Export it with torch.onnx.export.';

const fromKeras = 'Export it with tf2onnx.';

const fromPickle = `A pickle runs code when it is opened, so none is. ${toOnnx}`;

type Row = readonly [marks: readonly string[], name: string, fix: string, at?: number];

/**
 * Magic numbers of other formats: bytes at the beginning of a file, one character per byte. ONNX has none, and no ONNX model
 * can begin with one of these.
 */
const formats: readonly Row[] = [
  // Pickle protocols 0 and 2 to 5; joblib writes the same beginning.
  [['ccopy_reg', '\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'], 'a Python pickle', fromPickle],
  [['\x1f\x8b'], 'a gzip file', unpack],
  [['7z\xbc\xaf', 'BZh', '\xfd7zXZ', '(\xb5/\xfd'], 'an archive', unpack],
  [['\x89HDF'], 'an HDF5 file, as Keras writes', fromKeras],
  [['\0\0ORTM'], 'a model in ONNX Runtime’s own format (ORT)', 'Send the .onnx file it was made from.', 2],
  [['\0\0TFL3'], 'a TensorFlow Lite model', 'Export it with tf2onnx --tflite.', 2],
  [['\0\0\0\0{"'], 'a safetensors file', toOnnx, 4],
  [['\x93NUMPY'], 'a NumPy array', toOnnx],
  [['GGUF'], 'a GGUF file', toOnnx],
  [['\x7fELF'], 'a program', toOnnx],
  [['version https://git-lfs'], 'a pointer of Git LFS, not the file itself', 'Run git lfs pull first.'],
  [['<?xml'], 'XML, as PMML is', toOnnx],
  [['<!'], 'a web page', 'Send the file itself, not the page it was downloaded from.'],
  [['{'], 'JSON', toOnnx],
];

/**
 * Names of files in a zip by which its format is recognized; they are listed at the zip's end. TorchScript has code beside
 * its data, torch.save only data.
 */
const zipFormats: readonly Row[] = [
  [['/constants.pkl'], 'a TorchScript model', fromTorch],
  [['/data.pkl'], 'a PyTorch checkpoint', fromTorch],
  [['model.weights.h5'], 'a Keras model', fromKeras],
  [[''], 'a zip archive', unpack],
];

const zipTailBytes = 65_536;
