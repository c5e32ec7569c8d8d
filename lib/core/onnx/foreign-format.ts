/** A kind of file that people send in place of ONNX, and what turns its model into ONNX. */
export type ForeignFormat = { readonly name: string; readonly fix: string };

type Rule = ForeignFormat & { readonly magic: readonly number[]; readonly at?: number };

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const toOnnx = 'Export the model to ONNX: skl2onnx, torch.onnx.export, tf2onnx or onnxmltools.';
const unpack = 'Unpack it, and send the .onnx file inside.';
const textFix = `Send the model itself, not its predictions or its program. ${toOnnx}`;
const pickle: ForeignFormat = {
  name: 'a Python pickle',
  fix: 'A pickle runs code when it is opened, so none is. Export the model to ONNX: skl2onnx or torch.onnx.export.',
};

// Marks that stand behind an offset begin with its two zeros, which a name in a model has not.
const rules: readonly Rule[] = [
  // Protocols 2 to 5; joblib writes the same.
  ...[2, 3, 4, 5].map((protocol) => ({ ...pickle, magic: [0x80, protocol] })),
  { ...pickle, magic: ascii('ccopy_reg') },
  { name: 'a gzip file', fix: unpack, magic: [0x1f, 0x8b] },
  { name: 'an HDF5 file, as Keras writes', fix: 'Export it with tf2onnx.', magic: [0x89, ...ascii('HDF')] },
  {
    name: 'a model in ONNX Runtime’s own format (ORT)',
    fix: 'Send the .onnx file that it was made from.',
    magic: [0, 0, ...ascii('ORTM')],
    at: 2,
  },
  {
    name: 'a TensorFlow Lite model',
    fix: 'Export it with tf2onnx --tflite.',
    magic: [0, 0, ...ascii('TFL3')],
    at: 2,
  },
  { name: 'a NumPy array', fix: toOnnx, magic: [0x93, ...ascii('NUMPY')] },
  { name: 'a GGUF file', fix: toOnnx, magic: ascii('GGUF') },
  { name: 'a 7z archive', fix: unpack, magic: [0x37, 0x7a, 0xbc, 0xaf] },
  { name: 'a bzip2 file', fix: unpack, magic: ascii('BZh') },
  { name: 'an xz file', fix: unpack, magic: [0xfd, ...ascii('7zXZ')] },
  { name: 'a Zstandard file', fix: unpack, magic: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'a program', fix: toOnnx, magic: [0x7f, ...ascii('ELF')] },
  {
    name: 'a pointer of Git LFS, not the file itself',
    fix: 'Run git lfs pull, and send what is there then.',
    magic: ascii('version https://git-lfs'),
  },
  { name: 'XML, as PMML is', fix: toOnnx, magic: ascii('<?xml') },
  {
    name: 'a web page',
    fix: 'Send the file itself, not the page it was downloaded from.',
    magic: ascii('<!'),
  },
  { name: 'JSON', fix: toOnnx, magic: ascii('{') },
];

const zipMagic = ascii('PK');

/** Knows files of other kinds by their first bytes. ONNX has no such mark itself; none of these can begin a model. */
export function findForeignFormat(bytes: Uint8Array): ForeignFormat | null {
  if (hasMagic(bytes, zipMagic, 0)) return findZipFormat(bytes);
  const rule = rules.find(({ magic, at = 0 }) => hasMagic(bytes, magic, at));
  if (rule !== undefined) return { name: rule.name, fix: rule.fix };
  if (isSafetensors(bytes)) return { name: 'a safetensors file', fix: toOnnx };
  return isText(bytes) ? { name: 'a text, as predictions or a program are', fix: textFix } : null;
}

const hasMagic = (bytes: Uint8Array, magic: readonly number[], at: number): boolean =>
  magic.every((byte, i) => bytes[at + i] === byte);

/** The list of a zip's files is at its end: TorchScript has code beside its data, torch.save data alone. */
function findZipFormat(bytes: Uint8Array): ForeignFormat {
  const listed = decodeLatin(bytes.subarray(Math.max(0, bytes.length - 65_536)));
  const torch = 'Export it with torch.onnx.export.';
  if (listed.includes('/constants.pkl')) return { name: 'a TorchScript model', fix: torch };
  if (listed.includes('/data.pkl')) return { name: 'a PyTorch checkpoint', fix: torch };
  if (listed.includes('model.weights.h5')) return { name: 'a Keras model', fix: 'Export it with tf2onnx.' };
  return { name: 'a zip archive', fix: unpack };
}

function decodeLatin(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

/**
 * Whether a file begins as CSV or Python does: with nothing but ASCII that prints. No model does, whose first part is either its
 * version, marked by a byte that doesn't print, or longer than 127 bytes, which takes one beyond ASCII to say, or has such marks within.
 */
const isText = (bytes: Uint8Array): boolean =>
  bytes
    .subarray(0, 1_000)
    .every((byte) => (byte >= 0x20 && byte < 0x7f) || [0x09, 0x0a, 0x0d].includes(byte));

/** Eight bytes of length, then JSON. */
const isSafetensors = (bytes: Uint8Array): boolean =>
  bytes[8] === 0x7b && bytes[9] === 0x22 && hasMagic(bytes, [0, 0, 0, 0], 4);
