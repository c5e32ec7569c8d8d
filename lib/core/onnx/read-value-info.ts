import { ModelRefused } from './model-fault';
import type { Dimension, ModelValue, ValueType } from './model-summary';
import { dimensionProto, shapeProto, tensorTypeProto, typeProto, valueInfoProto } from './onnx-messages';
import type { Span, WireReader } from './wire-reader';

/** An input or output of a graph, as the file declares it. */
export function readValueInfo(reader: WireReader, span: Span): ModelValue {
  let name = '';
  let type: ValueType = { kind: 'untyped' };
  for (const field of reader.fields(valueInfoProto, span))
    if (field.name === 'name') name = reader.readName(field);
    else type = readType(reader, field);
  return { name, type };
}

function readType(reader: WireReader, span: Span): ValueType {
  const types: ValueType[] = [];
  for (const field of reader.fields(typeProto, span))
    types.push(field.name === 'tensor' ? readTensorType(reader, field) : { kind: field.name });
  // The members of a oneof: the runtime takes the last.
  if (types.length > 1) throw new ModelRefused('duplicate_field', 'A value has two types.', span.start);
  return types[0] ?? { kind: 'untyped' };
}

/** Names of TensorProto.DataType, by number. */
const elementTypes: readonly string[] =
  `undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64 complex128
  bfloat16`.split(/\s+/);

function readTensorType(reader: WireReader, span: Span): ValueType {
  let elementType = 0;
  let shape: Dimension[] | null = null;
  for (const field of reader.fields(tensorTypeProto, span))
    if (field.name === 'elem_type') elementType = field.value;
    else shape = [...reader.fields(shapeProto, field)].map((dim) => readDimension(reader, dim));
  return { kind: 'tensor', elementType: elementTypes[elementType] ?? `type ${elementType}`, shape };
}

function readDimension(reader: WireReader, span: Span): Dimension {
  const [dim, second] = [...reader.fields(dimensionProto, span)];
  if (second) throw new ModelRefused('duplicate_field', 'A dimension has a value and a name.', span.start);
  if (dim?.name === 'dim_value') return dim.value;
  // Some exporters leave a dimension open by an empty name.
  return (dim && reader.readName(dim)) || null;
}
