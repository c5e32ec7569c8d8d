import { quoteValue } from '../files/quote-value';
import { ok, type Result, refuse } from '../result';
import { checkGraph } from './check-graph';
import { findForeignFormat } from './foreign-format';
import { type ModelFault, ModelRefused, makeModelFault, modelLimits } from './model-fault';
import type { ModelSummary, Opset } from './model-summary';
import { modelProto, operatorSetId } from './onnx-messages';
import { findDomain } from './operators';
import { type Span, WireReader } from './wire-reader';

/** The verdict, and the number of fields looked at to reach it: at most one for two bytes of the file. */
export type Inspection = { readonly verdict: Result<ModelSummary, ModelFault>; readonly steps: number };

/**
 * Decides by a file's bytes alone whether it may be run in the sandbox (decision 0049): an ONNX model of allowed operators that gives
 * the same answer twice, with all of its data inside. Shapes, tensors and the wiring of nodes are left to the runtime. Never throws.
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

/** Decides whether a file of this size may be a model, before it is read. */
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

/** The runtime takes the last import of a domain, which has two names, so two imports must agree: skl2onnx writes one twice. */
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
