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

type Make = () => Uint8Array;

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

/** Files by the fault that the check must find, each with a word that the text of the fault must contain, if any. */
const made: Readonly<
  Record<ModelFaultCode, Readonly<Record<string, Make | readonly [names: string, make: Make]>>>
> = {
  empty_file: {
    nothing: () => new Uint8Array(),
  },
  foreign_format: {
    'a pickle': ['pickle', () => Uint8Array.of(0x80, 4, 0x95, 0, 0)],
    'a pickle of protocol 0': ['pickle', () => ascii('ccopy_reg\n_reconstructor\n')],
    predictions: ['a text', () => ascii('id,label\na1,ripe\n')],
    'a zip': ['zip', () => ascii('PK\u0003\u0004model.onnx')],
    TorchScript: ['TorchScript', () => ascii('PK\u0003\u0004m/data.pkl PK m/constants.pkl')],
    'a checkpoint': ['checkpoint', () => ascii('PK\u0003\u0004m/data.pkl PK m/version')],
    gzip: ['gzip', () => Uint8Array.of(0x1f, 0x8b, 8, 0)],
    HDF5: ['HDF5', () => Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10)],
    'the runtime’s own format': [
      'ORT',
      () => message(Uint8Array.of(0x20, 0, 0, 0), ascii('ORTM'), new Uint8Array(8)),
    ],
    safetensors: ['safetensors', () => message(Uint8Array.of(0x40, 0, 0, 0, 0, 0, 0, 0), ascii('{"w":{}}'))],
    'a pointer of Git LFS': ['LFS', () => ascii('version https://git-lfs.github.com/spec/v1\n')],
  },
  malformed: {
    garbage: () => Uint8Array.of(0x0e, 0x17, 0x2f, 0xee),
    'a length of 2⁶³': () => message(model(), tag(14, 2), varint(2n ** 63n)),
    'a node longer than its graph': () => modelOf(message(tag(1, 2), varint(50), text(4, 'Identity'))),
    'a group': () => message(model(), tag(30, 3), tag(30, 4)),
    'the end of a group': () => message(model(), tag(30, 4)),
    'a varint of eleven bytes': () => message(tag(1, 0), new Uint8Array(10).fill(0x80), Uint8Array.of(1)),
    'a varint with more bytes than it needs': () => message(tag(1, 0), Uint8Array.of(0x88, 0x80, 0)),
    'a varint beyond 64 bits': () => message(tag(1, 0), new Uint8Array(9).fill(0xff), Uint8Array.of(2)),
    'a varint in an attribute with more bytes than it needs': () =>
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
    'field number 0': () => message(model(), Uint8Array.of(0, 0)),
    'a graph written as a number': () => message(integer(1, 8), integer(7, 1)),
  },
  too_large: {
    'a file over the limit': () => new Uint8Array(modelLimits.sizeBytesMax + 1).fill(8, 0, 1),
  },
  truncated: {
    'a file cut short': () => model().subarray(0, model().length - 40),
    'a length beyond the file': () => message(model(), tag(14, 2), varint(1000)),
  },
  duplicate_field: {
    'two graphs': ['graph', () => message(model(), bytesField(7, graph()))],
    'two IR versions': () => message(model(), integer(1, 8)),
    'two operators in a node': () => withNode(node('Identity', ['x'], ['y'], [], text(4, 'Loop'))),
    'raw data twice': () =>
      model({
        initializers: [tensor('w', dataTypes.float32, [1], raw(new Uint8Array(4)), raw(new Uint8Array(4)))],
      }),
    'a dimension with a value and a name': () =>
      model({
        inputs: [
          valueInfo(
            'x',
            message(nested(1, integer(1, 1), nested(2, nested(1, integer(1, 4), text(2, 'N'))))),
          ),
        ],
      }),
    'a value of two types': () =>
      model({ inputs: [valueInfo('x', message(tensorType(1, ['N']), nestTypes(1)))] }),
  },
  unknown_field: {
    'an unknown field of the model': () => message(model(), text(99, 'hidden')),
    'an unknown field of the graph': () => model({ more: [integer(4, 1)] }),
    'an unknown field of a node': () => withNode(node('Identity', ['x'], ['y'], [], integer(11, 1))),
    'an unknown field of a tensor': () =>
      model({ initializers: [tensor('w', dataTypes.float32, [0], text(15, 'w'))] }),
  },
  bad_name: {
    'a name that is not UTF-8': () =>
      withNode(node('Identity', ['x'], ['y'], [], bytesField(2, Uint8Array.of(0xff)))),
    'a name of a megabyte': () => withNode(node('Identity', ['x'], ['y'], [], text(2, 'n'.repeat(1e6)))),
  },
  external_data: {
    'an initializer outside the file': () => model({ initializers: [externalTensor('w')] }),
    'an initializer outside the file, by data_location alone': () =>
      model({ initializers: [tensor('w', dataTypes.float32, [1], integer(14, 1))] }),
    'an initializer outside the file, by its entries alone': () =>
      model({ initializers: [tensor('w', dataTypes.float32, [1], external[0]!, raw(new Uint8Array(4)))] }),
    'an initializer outside the file, by a data_location beyond 32 bits': () =>
      model({ initializers: [tensor('w', dataTypes.float32, [1], integer(14, 2 ** 32 + 1))] }),
    'a constant outside the file': () => withNode(constant('y', externalTensor('w'))),
    'a tensor outside the file in a list of tensors': () =>
      withNode(
        node(
          'Identity',
          ['x'],
          ['y'],
          [attribute.tensors('t', floatTensor('a', [1], [1]), externalTensor('b'))],
        ),
      ),
    'an initializer outside the file in a branch': () =>
      withNode(
        condition,
        node(
          'If',
          ['c'],
          ['y'],
          [attribute.graph('then_branch', graph({ initializers: [externalTensor('w')], inputs: [] }))],
        ),
      ),
    'a constant outside the file in a branch': () =>
      withNode(
        condition,
        node('If', ['c'], ['y'], [attribute.graph('else_branch', branch(constant('b', externalTensor(''))))]),
      ),
  },
  local_functions: {
    'a local function': () => message(model(), nested(25, text(1, 'Laughs'), text(10, 'own'))),
    'a call of an overload': () => withNode(node('Identity', ['x'], ['y'], [], text(8, 'two'))),
    'an attribute that refers to a function’s': () =>
      withNode(node('Identity', ['x'], ['y'], [message(text(1, 'a'), text(21, 'b'), integer(20, 1))])),
  },
  sparse_tensor: {
    'a sparse initializer': () => model({ more: [nested(15, integer(3, 2n ** 40n))] }),
    'a sparse constant': () =>
      withNode(
        node(
          'Constant',
          [],
          ['y'],
          [message(text(1, 'sparse_value'), nested(22, integer(3, 4)), integer(20, 11))],
        ),
      ),
  },
  training_info: {
    training: () => message(model(), nested(20)),
  },
  unexpected_subgraph: {
    'a graph where none belongs': () =>
      withNode(node('Identity', ['x'], ['y'], [attribute.graph('body', graph())])),
    'a list of graphs': () => withNode(node('If', ['x'], ['y'], [attribute.graphs('then_branch', graph())])),
  },
  foreign_domain: {
    'an operator of one runtime': [
      'com.microsoft',
      () => withNode(node('FusedGemm', ['x'], ['y'], [], text(7, 'com.microsoft'))),
    ],
    'an import of a domain of its own': ['own.domain', () => model({}, opset('own.domain', 1))],
    'training operators': () => model({}, opset('ai.onnx.preview.training', 1)),
  },
  opset_version: {
    'a domain at two versions, by its two names': () => model({}, opset('ai.onnx', 18)),
    'an opset of tomorrow': () => message(integer(1, 8), bytesField(7, graph()), opset('', 99)),
    'no opset': () => message(integer(1, 8), bytesField(7, graph())),
    'a node of a domain without an import': () =>
      message(
        integer(1, 8),
        bytesField(7, graph({ nodes: [node('Scaler', ['x'], ['y'], [], text(7, 'ai.onnx.ml'))] })),
        opset('', 17),
      ),
  },
  loop_operator: {
    'an endless loop': () => withNode(node('Loop', ['', ''], ['y'], [attribute.graph('body', graph())])),
    'a Scan': () => withNode(node('Scan', ['x'], ['y'], [attribute.graph('body', graph())])),
    'a loop in a branch': () =>
      withNode(
        condition,
        node('If', ['c'], ['y'], [attribute.graph('then_branch', branch(node('Loop', [], ['b'])))]),
      ),
    'a loop in the second of two branches of one name': () => {
      const branches = [node('Neg', ['x'], ['b']), node('Loop', [], ['b'])];
      const attributes = branches.map((one) => attribute.graph('then_branch', branch(one)));
      return withNode(condition, node('If', ['c'], ['y'], attributes));
    },
    'a loop in a branch that is written as another type of attribute': () => {
      const hidden = message(
        text(1, 'then_branch'),
        bytesField(6, branch(node('Loop', [], ['b']))),
        integer(20, 2),
      );
      return withNode(condition, node('If', ['c'], ['y'], [hidden]));
    },
  },
  random_operator: {
    'a Dropout that is switched on': () => withNode(condition, node('Dropout', ['x', '', 'c'], ['y'])),
    'a Dropout that an input switches': () =>
      model({
        inputs: [valueInfo('x', tensorType(1, ['N', 4])), valueInfo('on', tensorType(dataTypes.bool, []))],
        nodes: [node('Dropout', ['x', '', 'on'], ['y'])],
      }),
    'a Dropout that a false switches off in one branch and a true of the same name on in the other': [
      '"s"',
      () => {
        const drop = (value: number) =>
          branch(constant('s', flag(value)), node('Dropout', ['x', '', 's'], ['b']));
        const branches = [attribute.graph('then_branch', drop(0)), attribute.graph('else_branch', drop(1))];
        return withNode(condition, node('If', ['c'], ['y'], branches));
      },
    ],
    'a Dropout whose switch is false as raw data and true in another field': () => {
      const both = tensor('s', dataTypes.bool, [], raw(Uint8Array.of(0)), bytesField(5, Uint8Array.of(1)));
      return model({ initializers: [both], nodes: [node('Dropout', ['x', '', 's'], ['y'])] });
    },
    ...Object.fromEntries(
      ['RandomNormal', 'RandomUniformLike', 'Multinomial', 'Bernoulli'].map((operator) => [
        operator,
        [operator, () => withNode(node(operator, ['x'], ['y']))] as const,
      ]),
    ),
    ...Object.fromEntries(
      ['value', 'z'].map((second) => [
        `a Dropout whose Constant has a true first and a false as a second attribute, ${second}`,
        () => {
          const values = [attribute.tensor('value', flag(1)), attribute.tensor(second, flag(0))];
          return withNode(node('Constant', [], ['s'], values), node('Dropout', ['x', '', 's'], ['y']));
        },
      ]),
    ),
  },
  training_mode: {
    'a BatchNormalization that is in training by the second of two attributes': () => {
      const modes = [attribute.integer('training_mode', 0), attribute.integer('training_mode', 1)];
      return withNode(node('BatchNormalization', ['x', 'x', 'x', 'x', 'x'], ['y'], modes));
    },
    'a BatchNormalization that gives the means of its batch': () =>
      withNode(node('BatchNormalization', ['x', 'x', 'x', 'x', 'x'], ['y', 'mean'])),
    'a BatchNormalization in training': () =>
      withNode(
        node('BatchNormalization', ['x', 'x', 'x', 'x', 'x'], ['y'], [attribute.integer('training_mode', 1)]),
      ),
  },
  unknown_operator: {
    'a sequence': () => withNode(node('SequenceConstruct', ['x'], ['y'])),
    'an operator of Object’s': () => withNode(node('constructor', ['x'], ['y'])),
    '20 million empty nodes': () =>
      modelOf(message(repeatBytes(20_000_000, bytesField(1, message())), text(2, 'graph'))),
  },
  ir_version: {
    'an IR version of tomorrow': () => message(integer(1, 99), bytesField(7, graph()), opset('', 17)),
    'no IR version': () => message(bytesField(7, graph()), opset('', 17)),
  },
  no_graph: {
    'no graph': () => message(integer(1, 8), opset('', 17)),
  },
  too_many_nodes: {
    'two million nodes with an operator': () =>
      modelOf(message(repeatBytes(2_000_000, bytesField(1, text(4, 'Abs'))), text(2, 'graph'))),
  },
  too_many_parts: {
    'a node of a million inputs': () =>
      withNode(message(repeatBytes(1_000_001, text(1, 'x')), text(4, 'Sum'))),
  },
  too_deep: {
    'branches in branches': () => withNode(condition, nestConditions(12)),
  },
};

/**
 * Files that the check must refuse. Hostile files that pass the check and are handled by the sandbox are in
 * `worker/runner/hostile-models.test.ts`.
 */
export const hostileModels = Object.entries(made).flatMap(([code, files]) =>
  Object.entries(files).map(([name, file]) => {
    const [names, make] = typeof file === 'function' ? ['', file] : file;
    return { name, code, names, make };
  }),
);
