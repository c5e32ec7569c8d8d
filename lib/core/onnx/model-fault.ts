import { keysOf } from '../keys-of';

/**
 * Limits of a submitted ONNX file. They limit the time and memory of the check itself; the sandbox limits those of the
 * runtime. Exports of scikit-learn, XGBoost, LightGBM and PyTorch stay far below.
 */
export const modelLimits = {
  sizeBytesMax: 200_000_000,
  /**
   * Range of IR versions that onnxruntime 1.30 accepts, from the first with opset imports on; and of opsets, from the first
   * with guaranteed support on.
   */
  irVersion: { min: 3, max: 13 },
  opsetVersion: { 'ai.onnx': { min: 7, max: 26 }, 'ai.onnx.ml': { min: 1, max: 5 } },
  /** Number of nodes in all graphs of the model together. */
  nodeCountMax: 20_000,
  /** Nesting depth of graphs: the main graph has depth 1, a branch of an If in it depth 2. */
  graphDepthMax: 4,
  /**
   * Number of fields that the check reads: nodes, their inputs, outputs and attributes, tensors, dimensions. Weights are
   * skipped.
   */
  partCountMax: 1_000_000,
  nameBytesMax: 1024,
} as const;

const count = (value: number): string => value.toLocaleString('en');

const { irVersion, opsetVersion } = modelLimits;
const exportAgain = 'Export the model again, and send the file as the exporter wrote it.';
const inference = 'Export the model for inference only.';

/** For each reason to refuse an ONNX file, the limit and the fix in words for the person who exported the model. */
const modelFaultTexts = {
  empty_file: { limit: 'A model file isn’t empty.', fix: exportAgain },
  foreign_format: { limit: 'A model is one ONNX file.', fix: 'Export the model to ONNX.' },
  too_large: {
    limit: `A model has at most ${count(modelLimits.sizeBytesMax / 1e6)} MB.`,
    fix: 'Use fewer parameters, or store them as float16 or int8.',
  },
  truncated: { limit: 'The file must be complete.', fix: 'Send it again; compare its size first.' },
  malformed: { limit: 'The file must be a protobuf message of ONNX.', fix: exportAgain },
  unknown_field: {
    limit: 'Only fields of ONNX 1.21 are accepted, because no other field can be checked.',
    fix: 'Export with ONNX 1.21 or older, without custom fields.',
  },
  duplicate_field: {
    limit: 'A singular field occurs once; otherwise two programs could read two models.',
    fix: exportAgain,
  },
  bad_name: {
    limit: `A name is UTF-8 and has at most ${count(modelLimits.nameBytesMax)} bytes.`,
    fix: 'Rename it with a few plain letters and export again.',
  },
  too_many_parts: {
    limit: `A model has at most ${count(modelLimits.partCountMax)} parts, such as attributes, tensors, inputs and outputs of nodes.`,
    fix: 'Use a smaller model.',
  },
  too_many_nodes: {
    limit: `A model has at most ${count(modelLimits.nodeCountMax)} nodes.`,
    fix: 'Simplify the graph (onnxsim, or a newer exporter), or use a smaller model.',
  },
  too_deep: {
    limit: `Graphs are nested at most ${modelLimits.graphDepthMax} deep.`,
    fix: 'Replace conditions by Where, and export again.',
  },
  no_graph: { limit: 'A model has a graph.', fix: exportAgain },
  ir_version: {
    limit: `The IR version is ${irVersion.min} to ${irVersion.max}.`,
    fix: 'Set it before saving: model.ir_version = 8.',
  },
  opset_version: {
    limit: `The opset of ai.onnx is ${opsetVersion['ai.onnx'].min} to ${opsetVersion['ai.onnx'].max}, that of ai.onnx.ml ${opsetVersion['ai.onnx.ml'].min} to ${opsetVersion['ai.onnx.ml'].max}; each domain that nodes use is imported, at one version.`,
    fix: 'Export with target_opset=17 (or opset_version=17).',
  },
  foreign_domain: {
    limit: 'Operators are of the domains ai.onnx and ai.onnx.ml.',
    fix: 'Export with standard operators, without optimisations for one runtime, and drop unused imports.',
  },
  unknown_operator: {
    limit: 'Only the operators listed in docs/models.md are run.',
    fix: 'Express it by listed operators, or do this step before the model.',
  },
  random_operator: {
    limit: 'A model is deterministic: it draws no random numbers.',
    fix: `${inference} Replace drawn numbers by constants.`,
  },
  loop_operator: {
    limit: 'A model has no loops, because their length can depend on the inputs.',
    fix: 'Export with a fixed number of steps, unrolled.',
  },
  training_mode: {
    limit: 'A prediction doesn’t depend on the other items of its batch.',
    fix: `${inference} In PyTorch: model.eval().`,
  },
  local_functions: {
    limit: 'A model has no functions of its own.',
    fix: 'Inline them: onnx.inliner.inline_local_functions(model).',
  },
  unexpected_subgraph: {
    limit: 'Only then_branch and else_branch of an If hold a graph.',
    fix: exportAgain,
  },
  sparse_tensor: { limit: 'Tensors are dense.', fix: 'Store its values densely.' },
  external_data: {
    limit: 'A model is one file, with its weights inside.',
    fix: 'Save it in one file: onnx.save_model(model, path, save_as_external_data=False).',
  },
  training_info: { limit: 'A model is run, not trained.', fix: 'Remove training_info.' },
} as const satisfies Record<string, { limit: string; fix: string }>;

export type ModelFaultCode = keyof typeof modelFaultTexts;
export const modelFaultCodes: readonly ModelFaultCode[] = keysOf(modelFaultTexts);

/**
 * Reason for refusing an ONNX file. `found`, `limit` and `fix` are sentences for the person who made the file; `found`
 * quotes only names in the file itself. `offsetBytes` is the position of the fault in the file.
 */
export type ModelFault = {
  readonly code: ModelFaultCode;
  readonly found: string;
  readonly limit: string;
  readonly fix: string;
  readonly offsetBytes: number;
};

/**
 * Makes a fault from its code.
 * @param fix replaces the code's general advice where more is known
 */
export const makeModelFault = (
  code: ModelFaultCode,
  found: string,
  offsetBytes: number,
  fix: string = modelFaultTexts[code].fix,
): ModelFault => ({ code, found, limit: modelFaultTexts[code].limit, fix, offsetBytes });

/** Thrown at the first fault by the functions that read a file, and caught by `checkModel`. */
export class ModelRefused extends Error {
  readonly fault: ModelFault;

  constructor(code: ModelFaultCode, found: string, offsetBytes: number) {
    super(found);
    this.fault = makeModelFault(code, found, offsetBytes);
  }
}
