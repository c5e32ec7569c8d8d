import type { ModelSignature } from '../../onnx/model-signature';

/**
 * Python that changes `onnx_model`, a model of one input [N, d] whose first output is the class’s place, the number or the
 * probabilities, to what the benchmark asks for; empty where it already is that.
 */
export function composeFittingPart({ input, output }: ModelSignature): string {
  const front = composeFront(input);
  const back = output.kind === 'label' ? composeBack(output.classes) : [];
  if (front.length + back.length === 0) return '';
  return [
    '',
    'from onnx import TensorProto, helper',
    '',
    'graph = onnx_model.graph',
    '# Exporters import only what their own operators need.',
    'if all(one.domain != "" for one in onnx_model.opset_import):',
    '    onnx_model.opset_import.append(helper.make_opsetid("", 15))',
    ...front,
    ...back,
    '',
  ].join('\n');
}

/** What exporters take is rows of numbers: columns are joined, and tensors made flat, before them. */
function composeFront(input: ModelSignature['input']): string[] {
  if (input.kind === 'input-per-feature')
    return [
      '# An input for each feature, of its name; a category comes as its place in the list.',
      'joined = helper.make_node("Concat", features, [graph.input[0].name], axis=1)',
      ...prepend('joined'),
      'graph.input.extend(',
      '    helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", 1]) for name in features',
      ')',
    ];
  if (input.shape.length === 1) return [];
  return [
    '# The benchmark feeds tensors; the model takes them flat.',
    'flat = helper.make_node("Flatten", ["tensors"], [graph.input[0].name], axis=1)',
    ...prepend('flat'),
    `shape = ["N", ${input.shape.join(', ')}]`,
    'graph.input.append(helper.make_tensor_value_info("tensors", TensorProto.FLOAT, shape))',
  ];
}

const prepend = (node: string): string[] => [
  `nodes = [${node}, *graph.node]`,
  'del graph.node[:], graph.input[:]',
  'graph.node.extend(nodes)',
];

/** The class by its name: text, or a whole number where all of them are. */
function composeBack(classes: readonly string[]): string[] {
  const areWhole = classes.every((name) => /^(0|-?[1-9]\d{0,14})$/.test(name));
  const [type, value] = areWhole ? ['INT64', 'int(name)'] : ['STRING', 'name.encode()'];
  return [
    '# The class by its name, not by its place.',
    `names = helper.make_tensor("names", TensorProto.${type}, [len(classes)], [${value} for name in classes])`,
    'graph.initializer.append(names)',
    'graph.node.append(helper.make_node("Gather", ["names", graph.output[0].name], ["class"]))',
    'del graph.output[:]',
    `graph.output.append(helper.make_tensor_value_info("class", TensorProto.${type}, ["N"]))`,
  ];
}
