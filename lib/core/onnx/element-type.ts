/** TensorProto.DataType of ONNX 1.21 by number: name, and bits of an element. Null: not run here (docs/models.md). */
const types = [
  null,
  { name: 'float32', bits: 32 },
  { name: 'uint8', bits: 8 },
  { name: 'int8', bits: 8 },
  { name: 'uint16', bits: 16 },
  { name: 'int16', bits: 16 },
  { name: 'int32', bits: 32 },
  { name: 'int64', bits: 64 },
  { name: 'string', bits: null },
  { name: 'bool', bits: 8 },
  { name: 'float16', bits: 16 },
  { name: 'float64', bits: 64 },
  { name: 'uint32', bits: 32 },
  { name: 'uint64', bits: 64 },
  null,
  null,
  { name: 'bfloat16', bits: 16 },
  null,
  null,
  null,
  null,
  { name: 'uint4', bits: 4 },
  { name: 'int4', bits: 4 },
] as const;

export type ElementType = NonNullable<(typeof types)[number]>['name'];

/** Null for a number that stands for none, or for one that isn't run here. */
export const findElementType = (number: number): ElementType | null => types[number]?.name ?? null;

const bitsOf = new Map(types.flatMap((type) => (type === null ? [] : [[type.name, type.bits]])));

/** Of `elementCount` elements in `raw_data`; elements below a byte share one. Null for texts, which have none. */
export function countRawBytes(type: ElementType, elementCount: number): number | null {
  const bits = bitsOf.get(type);
  return bits == null ? null : Math.ceil((elementCount * bits) / 8);
}
