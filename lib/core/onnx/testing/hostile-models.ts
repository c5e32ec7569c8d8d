import { type ModelFaultCode, modelLimits } from '../model-fault';
import {
  attribute,
  dataTypes,
  floatTensor,
  graph,
  model,
  modelOf,
  node,
  opset,
  raw,
  tensor,
  tensorType,
  valueInfo,
} from './build-model';
import { bytesField, integer, message, nested, repeatBytes, tag, text, varint } from './protobuf-writer';

/** A file that the check must refuse, and the expected reason. */
export type HostileModel = {
  readonly name: string;
  readonly code: ModelFaultCode;
  readonly make: () => Uint8Array;
  /** A word that the text of the fault must contain. */
  readonly names?: string;
};

const ascii = (value: string): Uint8Array => new TextEncoder().encode(value);
const external = [nested(13, text(1, 'location'), text(2, '/etc/passwd')), integer(14, 1)];
const externalTensor = (name: string) => tensor(name, dataTypes.float32, [1], ...external);
const constant = (name: string, value: Uint8Array) =>
  node('Constant', [], [name], [attribute.tensor('value', value)]);
const withNode = (...nodes: Uint8Array[]) => model({ nodes });
const branch = (...nodes: Uint8Array[]) => graph({ nodes, inputs: [], outputs: [message(text(1, 'b'))] });
const flag = (value: number) => tensor('', dataTypes.bool, [], raw(Uint8Array.of(value)));
const condition = constant('c', flag(1));

const nestConditions = (depth: number): Uint8Array =>
  depth === 0
    ? node('Identity', ['x'], ['y'])
    : node('If', ['c'], ['y'], [attribute.graph('then_branch', ifGraph(depth - 1))]);

const ifGraph = (depth: number): Uint8Array =>
  graph({ nodes: [nestConditions(depth)], inputs: [], outputs: [message(text(1, 'y'))] });

/** Encodes nested types to the given depth. */
const nestTypes = (depth: number): Uint8Array =>
  depth === 0
    ? tensorType(dataTypes.float32, ['N'])
    : message(nested(4, bytesField(1, nestTypes(depth - 1))));

const otherFormats: readonly HostileModel[] = [
  { name: 'nothing', code: 'empty_file', make: () => new Uint8Array() },
  {
    name: 'a pickle',
    code: 'foreign_format',
    names: 'pickle',
    make: () => Uint8Array.of(0x80, 4, 0x95, 0, 0),
  },
  {
    name: 'a pickle of protocol 0',
    code: 'foreign_format',
    names: 'pickle',
    make: () => ascii('ccopy_reg\n_reconstructor\n'),
  },
  {
    name: 'predictions',
    code: 'foreign_format',
    names: 'a text',
    make: () => ascii('id,label\na1,ripe\n'),
  },
  { name: 'a zip', code: 'foreign_format', names: 'zip', make: () => ascii('PK\u0003\u0004model.onnx') },
  {
    name: 'TorchScript',
    code: 'foreign_format',
    names: 'TorchScript',
    make: () => ascii('PK\u0003\u0004m/data.pkl PK m/constants.pkl'),
  },
  {
    name: 'a checkpoint',
    code: 'foreign_format',
    names: 'checkpoint',
    make: () => ascii('PK\u0003\u0004m/data.pkl PK m/version'),
  },
  { name: 'gzip', code: 'foreign_format', names: 'gzip', make: () => Uint8Array.of(0x1f, 0x8b, 8, 0) },
  {
    name: 'HDF5',
    code: 'foreign_format',
    names: 'HDF5',
    make: () => Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10),
  },
  {
    name: 'the runtime’s own format',
    code: 'foreign_format',
    names: 'ORT',
    make: () => message(Uint8Array.of(0x20, 0, 0, 0), ascii('ORTM'), new Uint8Array(8)),
  },
  {
    name: 'safetensors',
    code: 'foreign_format',
    names: 'safetensors',
    make: () => message(Uint8Array.of(0x40, 0, 0, 0, 0, 0, 0, 0), ascii('{"w":{}}')),
  },
  {
    name: 'a pointer of Git LFS',
    code: 'foreign_format',
    names: 'LFS',
    make: () => ascii('version https://git-lfs.github.com/spec/v1\n'),
  },
  { name: 'garbage', code: 'malformed', make: () => Uint8Array.of(0x0e, 0x17, 0x2f, 0xee) },
  {
    name: 'a file over the limit',
    code: 'too_large',
    make: () => new Uint8Array(modelLimits.sizeBytesMax + 1).fill(8, 0, 1),
  },
];

const badWire: readonly HostileModel[] = [
  { name: 'a file cut short', code: 'truncated', make: () => model().subarray(0, model().length - 40) },
  {
    name: 'a length beyond the file',
    code: 'truncated',
    make: () => message(model(), tag(14, 2), varint(1000)),
  },
  { name: 'a length of 2⁶³', code: 'malformed', make: () => message(model(), tag(14, 2), varint(2n ** 63n)) },
  {
    name: 'a node longer than its graph',
    code: 'malformed',
    make: () => modelOf(message(tag(1, 2), varint(50), text(4, 'Identity'))),
  },
  { name: 'a group', code: 'malformed', make: () => message(model(), tag(30, 3), tag(30, 4)) },
  { name: 'the end of a group', code: 'malformed', make: () => message(model(), tag(30, 4)) },
  {
    name: 'a varint of eleven bytes',
    code: 'malformed',
    make: () => message(tag(1, 0), new Uint8Array(10).fill(0x80), Uint8Array.of(1)),
  },
  {
    name: 'a varint with more bytes than it needs',
    code: 'malformed',
    make: () => message(tag(1, 0), Uint8Array.of(0x88, 0x80, 0)),
  },
  {
    name: 'a varint beyond 64 bits',
    code: 'malformed',
    make: () => message(tag(1, 0), new Uint8Array(9).fill(0xff), Uint8Array.of(2)),
  },
  {
    name: 'the same in an attribute',
    code: 'malformed',
    make: () =>
      withNode(
        node(
          'Identity',
          ['x'],
          ['y'],
          [
            message(
              text(1, 'a'),
              repeatBytes(100, integer(8, 300)),
              tag(8, 0),
              Uint8Array.of(0x81, 0),
              integer(20, 7),
            ),
          ],
        ),
      ),
  },
  { name: 'field number 0', code: 'malformed', make: () => message(model(), Uint8Array.of(0, 0)) },
  {
    name: 'two graphs',
    code: 'duplicate_field',
    names: 'graph',
    make: () => message(model(), bytesField(7, graph())),
  },
  { name: 'two IR versions', code: 'duplicate_field', make: () => message(model(), integer(1, 8)) },
  {
    name: 'two operators in a node',
    code: 'duplicate_field',
    make: () => withNode(node('Identity', ['x'], ['y'], [], text(4, 'Loop'))),
  },
  {
    name: 'raw data twice',
    code: 'duplicate_field',
    make: () =>
      model({
        initializers: [tensor('w', dataTypes.float32, [1], raw(new Uint8Array(4)), raw(new Uint8Array(4)))],
      }),
  },
  {
    name: 'a dimension with a value and a name',
    code: 'duplicate_field',
    make: () =>
      model({
        inputs: [
          valueInfo(
            'x',
            message(nested(1, integer(1, 1), nested(2, nested(1, integer(1, 4), text(2, 'N'))))),
          ),
        ],
      }),
  },
  {
    name: 'a value of two types',
    code: 'duplicate_field',
    make: () => model({ inputs: [valueInfo('x', message(tensorType(1, ['N']), nestTypes(1)))] }),
  },
  {
    name: 'an unknown field of the model',
    code: 'unknown_field',
    make: () => message(model(), text(99, 'hidden')),
  },
  {
    name: 'an unknown field of the graph',
    code: 'unknown_field',
    make: () => model({ more: [integer(4, 1)] }),
  },
  {
    name: 'an unknown field of a node',
    code: 'unknown_field',
    make: () => withNode(node('Identity', ['x'], ['y'], [], integer(11, 1))),
  },
  {
    name: 'an unknown field of a tensor',
    code: 'unknown_field',
    make: () => model({ initializers: [tensor('w', dataTypes.float32, [0], text(15, 'w'))] }),
  },
  {
    name: 'a graph written as a number',
    code: 'malformed',
    make: () => message(integer(1, 8), integer(7, 1)),
  },
  {
    name: 'a name that is not UTF-8',
    code: 'bad_name',
    make: () => withNode(node('Identity', ['x'], ['y'], [], bytesField(2, Uint8Array.of(0xff)))),
  },
  {
    name: 'a name of a megabyte',
    code: 'bad_name',
    make: () => withNode(node('Identity', ['x'], ['y'], [], text(2, 'n'.repeat(1e6)))),
  },
];

const hiddenParts: readonly HostileModel[] = [
  {
    name: 'an initializer outside the file',
    code: 'external_data',
    make: () => model({ initializers: [externalTensor('w')] }),
  },
  {
    name: 'an initializer outside the file, by data_location alone',
    code: 'external_data',
    make: () => model({ initializers: [tensor('w', dataTypes.float32, [1], integer(14, 1))] }),
  },
  {
    name: 'an initializer outside the file, by its entries alone',
    code: 'external_data',
    make: () =>
      model({ initializers: [tensor('w', dataTypes.float32, [1], external[0]!, raw(new Uint8Array(4)))] }),
  },
  {
    name: 'an initializer outside the file, by a data_location beyond 32 bits',
    code: 'external_data',
    make: () => model({ initializers: [tensor('w', dataTypes.float32, [1], integer(14, 2 ** 32 + 1))] }),
  },
  {
    name: 'a constant outside the file',
    code: 'external_data',
    make: () => withNode(constant('y', externalTensor('w'))),
  },
  {
    name: 'a tensor outside the file in a list of tensors',
    code: 'external_data',
    make: () =>
      withNode(
        node(
          'Identity',
          ['x'],
          ['y'],
          [attribute.tensors('t', floatTensor('a', [1], [1]), externalTensor('b'))],
        ),
      ),
  },
  {
    name: 'an initializer outside the file in a branch',
    code: 'external_data',
    make: () =>
      withNode(
        condition,
        node(
          'If',
          ['c'],
          ['y'],
          [attribute.graph('then_branch', graph({ initializers: [externalTensor('w')], inputs: [] }))],
        ),
      ),
  },
  {
    name: 'a constant outside the file in a branch',
    code: 'external_data',
    make: () =>
      withNode(
        condition,
        node('If', ['c'], ['y'], [attribute.graph('else_branch', branch(constant('b', externalTensor(''))))]),
      ),
  },
  {
    name: 'a local function',
    code: 'local_functions',
    make: () => message(model(), nested(25, text(1, 'Laughs'), text(10, 'own'))),
  },
  {
    name: 'a call of an overload',
    code: 'local_functions',
    make: () => withNode(node('Identity', ['x'], ['y'], [], text(8, 'two'))),
  },
  {
    name: 'an attribute that refers to a function’s',
    code: 'local_functions',
    make: () =>
      withNode(node('Identity', ['x'], ['y'], [message(text(1, 'a'), text(21, 'b'), integer(20, 1))])),
  },
  {
    name: 'a sparse initializer',
    code: 'sparse_tensor',
    make: () => model({ more: [nested(15, integer(3, 2n ** 40n))] }),
  },
  {
    name: 'a sparse constant',
    code: 'sparse_tensor',
    make: () =>
      withNode(
        node(
          'Constant',
          [],
          ['y'],
          [message(text(1, 'sparse_value'), nested(22, integer(3, 4)), integer(20, 11))],
        ),
      ),
  },
  { name: 'training', code: 'training_info', make: () => message(model(), nested(20)) },
  {
    name: 'a graph where none belongs',
    code: 'unexpected_subgraph',
    make: () => withNode(node('Identity', ['x'], ['y'], [attribute.graph('body', graph())])),
  },
  {
    name: 'a list of graphs',
    code: 'unexpected_subgraph',
    make: () => withNode(node('If', ['x'], ['y'], [attribute.graphs('then_branch', graph())])),
  },
];

const badOperators: readonly HostileModel[] = [
  {
    name: 'an operator of one runtime',
    code: 'foreign_domain',
    names: 'com.microsoft',
    make: () => withNode(node('FusedGemm', ['x'], ['y'], [], text(7, 'com.microsoft'))),
  },
  {
    name: 'an import of a domain of its own',
    code: 'foreign_domain',
    names: 'own.domain',
    make: () => model({}, opset('own.domain', 1)),
  },
  {
    name: 'training operators',
    code: 'foreign_domain',
    make: () => model({}, opset('ai.onnx.preview.training', 1)),
  },
  {
    name: 'a domain at two versions, by its two names',
    code: 'opset_version',
    make: () => model({}, opset('ai.onnx', 18)),
  },
  {
    name: 'an endless loop',
    code: 'loop_operator',
    make: () => withNode(node('Loop', ['', ''], ['y'], [attribute.graph('body', graph())])),
  },
  {
    name: 'a Scan',
    code: 'loop_operator',
    make: () => withNode(node('Scan', ['x'], ['y'], [attribute.graph('body', graph())])),
  },
  {
    name: 'a loop in a branch',
    code: 'loop_operator',
    make: () =>
      withNode(
        condition,
        node('If', ['c'], ['y'], [attribute.graph('then_branch', branch(node('Loop', [], ['b'])))]),
      ),
  },
  {
    name: 'a loop in the second of two branches of one name',
    code: 'loop_operator',
    make: () => {
      const branches = [node('Neg', ['x'], ['b']), node('Loop', [], ['b'])];
      const attributes = branches.map((one) => attribute.graph('then_branch', branch(one)));
      return withNode(condition, node('If', ['c'], ['y'], attributes));
    },
  },
  {
    name: 'a loop in a branch that is written as another type of attribute',
    code: 'loop_operator',
    make: () => {
      const hidden = message(
        text(1, 'then_branch'),
        bytesField(6, branch(node('Loop', [], ['b']))),
        integer(20, 2),
      );
      return withNode(condition, node('If', ['c'], ['y'], [hidden]));
    },
  },
  ...['RandomNormal', 'RandomUniformLike', 'Multinomial', 'Bernoulli'].map(
    (operator): HostileModel => ({
      name: operator,
      code: 'random_operator',
      names: operator,
      make: () => withNode(node(operator, ['x'], ['y'])),
    }),
  ),
  {
    name: 'a Dropout that is switched on',
    code: 'random_operator',
    make: () => withNode(condition, node('Dropout', ['x', '', 'c'], ['y'])),
  },
  {
    name: 'a Dropout that an input switches',
    code: 'random_operator',
    make: () =>
      model({
        inputs: [valueInfo('x', tensorType(1, ['N', 4])), valueInfo('on', tensorType(dataTypes.bool, []))],
        nodes: [node('Dropout', ['x', '', 'on'], ['y'])],
      }),
  },
  {
    name: 'a Dropout that a false switches off in one branch and a true of the same name on in the other',
    code: 'random_operator',
    names: '"s"',
    make: () => {
      const drop = (value: number) =>
        branch(constant('s', flag(value)), node('Dropout', ['x', '', 's'], ['b']));
      const branches = [attribute.graph('then_branch', drop(0)), attribute.graph('else_branch', drop(1))];
      return withNode(condition, node('If', ['c'], ['y'], branches));
    },
  },
  {
    name: 'a Dropout whose switch is false as raw data and true in another field',
    code: 'random_operator',
    make: () => {
      const both = tensor('s', dataTypes.bool, [], raw(Uint8Array.of(0)), bytesField(5, Uint8Array.of(1)));
      return model({ initializers: [both], nodes: [node('Dropout', ['x', '', 's'], ['y'])] });
    },
  },
  ...['value', 'z'].map(
    (second): HostileModel => ({
      name: `a Dropout whose Constant has a true first and a false as a second attribute, ${second}`,
      code: 'random_operator',
      make: () => {
        const values = [attribute.tensor('value', flag(1)), attribute.tensor(second, flag(0))];
        return withNode(node('Constant', [], ['s'], values), node('Dropout', ['x', '', 's'], ['y']));
      },
    }),
  ),
  {
    name: 'a BatchNormalization that is in training by the second of two attributes',
    code: 'training_mode',
    make: () => {
      const modes = [attribute.integer('training_mode', 0), attribute.integer('training_mode', 1)];
      return withNode(node('BatchNormalization', ['x', 'x', 'x', 'x', 'x'], ['y'], modes));
    },
  },
  {
    name: 'a BatchNormalization that gives the means of its batch',
    code: 'training_mode',
    make: () => withNode(node('BatchNormalization', ['x', 'x', 'x', 'x', 'x'], ['y', 'mean'])),
  },
  {
    name: 'a BatchNormalization in training',
    code: 'training_mode',
    make: () =>
      withNode(
        node('BatchNormalization', ['x', 'x', 'x', 'x', 'x'], ['y'], [attribute.integer('training_mode', 1)]),
      ),
  },
  {
    name: 'a sequence',
    code: 'unknown_operator',
    make: () => withNode(node('SequenceConstruct', ['x'], ['y'])),
  },
  {
    name: 'an operator of Object’s',
    code: 'unknown_operator',
    make: () => withNode(node('constructor', ['x'], ['y'])),
  },
  {
    name: 'an IR version of tomorrow',
    code: 'ir_version',
    make: () => message(integer(1, 99), bytesField(7, graph()), opset('', 17)),
  },
  { name: 'no IR version', code: 'ir_version', make: () => message(bytesField(7, graph()), opset('', 17)) },
  {
    name: 'an opset of tomorrow',
    code: 'opset_version',
    make: () => message(integer(1, 8), bytesField(7, graph()), opset('', 99)),
  },
  { name: 'no opset', code: 'opset_version', make: () => message(integer(1, 8), bytesField(7, graph())) },
  {
    name: 'a node of a domain without an import',
    code: 'opset_version',
    make: () =>
      message(
        integer(1, 8),
        bytesField(7, graph({ nodes: [node('Scaler', ['x'], ['y'], [], text(7, 'ai.onnx.ml'))] })),
        opset('', 17),
      ),
  },
  { name: 'no graph', code: 'no_graph', make: () => message(integer(1, 8), opset('', 17)) },
];

const bombs: readonly HostileModel[] = [
  {
    name: '20 million empty nodes',
    code: 'unknown_operator',
    make: () => modelOf(message(repeatBytes(20_000_000, bytesField(1, message())), text(2, 'graph'))),
  },
  {
    name: 'two million nodes with an operator',
    code: 'too_many_nodes',
    make: () => modelOf(message(repeatBytes(2_000_000, bytesField(1, text(4, 'Abs'))), text(2, 'graph'))),
  },
  {
    name: 'a node of a million inputs',
    code: 'too_many_parts',
    make: () => withNode(message(repeatBytes(1_000_001, text(1, 'x')), text(4, 'Sum'))),
  },
  { name: 'branches in branches', code: 'too_deep', make: () => withNode(condition, nestConditions(12)) },
];

/**
 * Files that the check must refuse. Hostile files that pass the check and are handled by the sandbox are in
 * `worker/runner/hostile-models.test.ts`.
 */
export const hostileModels: readonly HostileModel[] = [
  ...otherFormats,
  ...badWire,
  ...hiddenParts,
  ...badOperators,
  ...bombs,
];
