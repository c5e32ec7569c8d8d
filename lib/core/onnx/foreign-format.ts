/** A kind of file that people send in place of ONNX, and the way from it to ONNX. */
export type ForeignFormat = { readonly name: string; readonly fix: string };

const toOnnx = 'Export the model to ONNX: skl2onnx, torch.onnx.export, tf2onnx or onnxmltools.';
const unpack = 'Unpack it, and send the .onnx file inside.';
const fromTorch = 'Export it with torch.onnx.export.';
const fromKeras = 'Export it with tf2onnx.';
const fromPickle = `A pickle runs code when it is opened, so none is. ${toOnnx}`;

type Row = readonly [marks: readonly string[], name: string, fix: string, at?: number];

/** Marks at the beginning, one character a byte. ONNX has no such mark, and none of these can begin a model. */
const formats: readonly Row[] = [
  // Protocols 0 and 2 to 5; joblib writes the same.
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

/** Names among a zip's files, which are listed at its end. TorchScript has code beside its data, torch.save data alone. */
const zipFormats: readonly Row[] = [
  [['/constants.pkl'], 'a TorchScript model', fromTorch],
  [['/data.pkl'], 'a PyTorch checkpoint', fromTorch],
  [['model.weights.h5'], 'a Keras model', fromKeras],
  [[''], 'a zip archive', unpack],
];

const zipTailBytes = 65_536;

export function findForeignFormat(bytes: Uint8Array): ForeignFormat | null {
  const head = readCharacters(bytes.subarray(0, 1_000));
  const tail = head.startsWith('PK') ? readCharacters(bytes.subarray(-zipTailBytes)) : null;
  const row =
    tail === null
      ? formats.find(([marks, , , at]) => marks.some((mark) => head.startsWith(mark, at)))
      : zipFormats.find(([marks]) => marks.some((mark) => tail.includes(mark)));
  if (row !== undefined) return { name: row[1], fix: row[2] };
  // A model begins with its version, marked by a byte that doesn't print, or with a part that has such bytes.
  return /^[\t\n\r -~]*$/.test(head)
    ? { name: 'a text, as predictions or a program are', fix: `Send the model itself. ${toOnnx}` }
    : null;
}

const readCharacters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
