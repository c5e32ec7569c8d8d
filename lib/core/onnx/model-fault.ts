import { keysOf } from '../keys-of';
import { modelLimits } from './model-limits';

const count = (value: number): string => value.toLocaleString('en');

const { irVersion, opsetVersion } = modelLimits;
const exportAgain = 'Export the model again, and send the file as the exporter wrote it.';
const inference = 'Export the model for inference only.';

/**
 * Why an ONNX file is refused: of each code the limit and the fix, in words for whoever exported the model. API codes are
 * made from `modelFaultCodes`.
 */
const modelFaultTexts = {
  empty_file: { limit: 'A model file isn’t empty.', fix: exportAgain },
  foreign_format: { limit: 'A model is one ONNX file.', fix: 'Export the model to ONNX.' },
  too_large: {
    limit: `A model has at most ${count(modelLimits.sizeBytesMax / 1e6)} MB.`,
    fix: 'Use fewer parameters, or keep them as float16 or int8.',
  },
  truncated: { limit: 'The file must be whole.', fix: 'Send it again; compare its size first.' },
  malformed: { limit: 'The file must be a protobuf message of ONNX.', fix: exportAgain },
  group_field: { limit: 'ONNX has no protobuf groups.', fix: exportAgain },
  overlong_varint: {
    limit: 'A number is written with as few bytes as it needs, at most 10.',
    fix: exportAgain,
  },
  unknown_field: {
    limit: 'Only fields of ONNX 1.21 are taken: what isn’t known can’t be checked.',
    fix: 'Export with ONNX 1.21 or older, without additions of your own.',
  },
  wrong_wire_type: { limit: 'A field has the type that ONNX gives it.', fix: exportAgain },
  duplicate_field: {
    limit: 'A field that ONNX has once stands once: two programs could read two models.',
    fix: exportAgain,
  },
  bad_text: { limit: 'Names are UTF-8.', fix: 'Rename it with plain letters and export again.' },
  name_too_long: {
    limit: `A name has at most ${count(modelLimits.nameBytesMax)} bytes.`,
    fix: 'Shorten it.',
  },
  comments_too_large: {
    limit: `Descriptions and properties have at most ${count(modelLimits.commentBytesMax / 1e6)} MB together.`,
    fix: 'Clear doc_string and metadata_props before saving.',
  },
  too_many_parts: {
    limit: `A model has at most ${count(modelLimits.partCountMax)} parts, ${count(modelLimits.nameCountMax)} inputs and outputs of nodes, ${count(modelLimits.textCountMax)} texts and ${count(modelLimits.numberCountMax)} numbers outside raw data.`,
    fix: 'Use a smaller model, or keep its numbers as raw data.',
  },
  too_many_nodes: {
    limit: `A model has at most ${count(modelLimits.nodeCountMax)} nodes.`,
    fix: 'Simplify the graph (onnxsim, or a newer exporter), or use a smaller model.',
  },
  too_deep: {
    limit: `Graphs nest ${modelLimits.graphDepthMax} deep at most, types ${modelLimits.typeDepthMax}.`,
    fix: 'Replace conditions by Where, and export again.',
  },
  ir_version: {
    limit: `The IR version is ${irVersion.min} to ${irVersion.max}.`,
    fix: `Set it before saving: model.ir_version = 8.`,
  },
  opset_version: {
    limit: `The opset of ai.onnx is ${opsetVersion['ai.onnx'].min} to ${opsetVersion['ai.onnx'].max}, that of ai.onnx.ml ${opsetVersion['ai.onnx.ml'].min} to ${opsetVersion['ai.onnx.ml'].max}; what nodes use is imported.`,
    fix: 'Export with target_opset=17 (or opset_version=17).',
  },
  duplicate_opset: { limit: 'A domain is imported at one version.', fix: exportAgain },
  foreign_domain: {
    limit: 'Operators are of the domains ai.onnx and ai.onnx.ml.',
    fix: 'Export with standard operators, without optimisations for one runtime, and drop unused imports.',
  },
  unknown_operator: {
    limit: 'Only operators on the list of docs/models.md are run.',
    fix: 'Express it by others, or do this step before the model.',
  },
  random_operator: {
    limit: 'A model answers the same twice: it draws nothing.',
    fix: `${inference} Replace drawn numbers by constants.`,
  },
  loop_operator: {
    limit: 'A model has no loops: nobody can tell when one ends.',
    fix: 'Export with a fixed number of steps, unrolled.',
  },
  training_mode: { limit: 'A model is run, not trained.', fix: `${inference} In PyTorch: model.eval().` },
  local_functions: {
    limit: 'A model has no functions of its own: they multiply when they are expanded.',
    fix: 'Inline them: onnx.inliner.inline_local_functions(model).',
  },
  sparse_tensor: { limit: 'Tensors are dense.', fix: 'Store its values densely.' },
  external_data: {
    limit: 'A model is one file, with its weights inside.',
    fix: 'Save it in one piece: onnx.save_model(model, path, save_as_external_data=False).',
  },
  training_info: { limit: 'A model is run, not trained.', fix: 'Remove training_info.' },
  quantization_annotation: {
    limit: 'Quantization is done by nodes.',
    fix: 'Remove quantization_annotation, or use QuantizeLinear and DequantizeLinear.',
  },
  device_configuration: { limit: 'A model runs on one processor.', fix: 'Remove device configurations.' },
  tensor_segment: { limit: 'A tensor is stored whole.', fix: exportAgain },
  type_attribute: { limit: 'Attributes hold no types.', fix: 'Express it without Optional.' },
  element_type: {
    limit: 'Tensors hold floats of 16, 32 or 64 bits, integers of 4 to 64, booleans, or texts.',
    fix: 'Convert the tensor to float32.',
  },
  bad_dimension: {
    limit: `A dimension is 0 or more, and a tensor has at most ${modelLimits.tensorRankMax}.`,
    fix: exportAgain,
  },
  tensor_too_large: {
    limit: `A tensor has at most ${count(modelLimits.tensorElementCountMax)} elements.`,
    fix: 'Use a smaller model.',
  },
  tensor_data_mismatch: {
    limit: 'A tensor has the data that its type and dimensions ask for, in one field.',
    fix: exportAgain,
  },
  string_tensor_too_large: {
    limit: `A tensor has at most ${count(modelLimits.stringTensorElementCountMax)} texts: names of classes.`,
    fix: 'Encode texts as numbers before the model.',
  },
  attribute_mismatch: { limit: 'An attribute holds one value, of the type that it names.', fix: exportAgain },
  duplicate_attribute: { limit: 'A node has an attribute once.', fix: exportAgain },
  unexpected_subgraph: {
    limit: 'Only then_branch and else_branch of an If hold a graph.',
    fix: exportAgain,
  },
  unknown_value: {
    limit: 'A node takes what inputs, initializers and nodes before it give.',
    fix: 'Sort the nodes (onnx.checker.check_model says where), and export again.',
  },
  duplicate_name: { limit: 'A value has a name of its own.', fix: 'Rename one of them.' },
  made_too_large: {
    limit: `Nodes make at most ${count(modelLimits.madeElementCountMax)} elements a row by repeating, filling and joining.`,
    fix: 'Use smaller shapes.',
  },
  value_type: {
    limit: 'Inputs and outputs are tensors; an output of ZipMap may be a sequence of maps.',
    fix: 'Export with tensors as inputs and outputs.',
  },
  no_graph: { limit: 'A model has a graph.', fix: exportAgain },
} as const satisfies Record<string, { limit: string; fix: string }>;

export type ModelFaultCode = keyof typeof modelFaultTexts;
export const modelFaultCodes: readonly ModelFaultCode[] = keysOf(modelFaultTexts);

/**
 * One fault of an ONNX file. `found`, `limit` and `fix` are sentences for whoever made the file; `found` quotes only names of
 * the file itself. `offsetBytes` is where in the file it shows.
 */
export type ModelFault = {
  readonly code: ModelFaultCode;
  readonly found: string;
  readonly limit: string;
  readonly fix: string;
  readonly offsetBytes: number;
};

/** @param fix in place of the code's own, where more is known */
export const makeModelFault = (
  code: ModelFaultCode,
  found: string,
  offsetBytes: number,
  fix: string = modelFaultTexts[code].fix,
): ModelFault => ({ code, found, limit: modelFaultTexts[code].limit, fix, offsetBytes });
