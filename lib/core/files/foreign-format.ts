import type { FileProblem } from './file-problem';

/** Number of bytes from the beginning of a file that `findForeignFormat` needs. */
export const magicLength = 8;

type ForeignFormat = {
  readonly name: string;
  readonly hint: string;
  /** First bytes of files in this format (magic numbers); null means that any byte is allowed. */
  readonly magics: readonly (readonly (number | null)[])[];
};

const pandas = (read: string): string =>
  `Convert it: in Python, pandas.${read}.to_csv("predictions.csv", index=False).`;

const unpack = 'Send CSV, JSON Lines or Parquet; CSV and JSON Lines may be gzipped or zipped.';

/** Formats that people send instead of CSV or JSON Lines, by their first bytes. */
const formats: readonly ForeignFormat[] = [
  {
    name: 'NumPy',
    hint: 'An array has no ids. Send them with it: in Python, numpy.savez("predictions.npz", id=ids, prediction=values).',
    magics: [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]],
  },
  {
    // An ONNX file is a protobuf message: field 1, the IR version as a small number, then a text field (2, 3) or the opset
    // (8).
    name: 'ONNX',
    hint: 'This is a model. Send its predictions as CSV or JSON Lines, or, where the benchmark takes models, send it with "kind": "onnx".',
    magics: [0x12, 0x1a, 0x42].map((next) => [0x08, null, next]),
  },
  {
    name: 'Excel',
    hint: 'Export the sheet as "CSV UTF-8 (comma delimited)".',
    magics: [[0xd0, 0xcf, 0x11, 0xe0]],
  },
  { name: 'HDF5', hint: pandas('read_hdf("file.h5")'), magics: [[0x89, 0x48, 0x44, 0x46]] },
  {
    name: 'Python pickle',
    hint: `A pickle runs code when it is loaded, so it is never read. ${pandas('read_pickle("file.pkl")')}`,
    magics: [2, 3, 4, 5].map((version) => [0x80, version]),
  },
  { name: 'xz', hint: unpack, magics: [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]] },
  { name: 'bzip2', hint: unpack, magics: [[0x42, 0x5a, 0x68]] },
  { name: 'Zstandard', hint: unpack, magics: [[0x28, 0xb5, 0x2f, 0xfd]] },
  { name: '7-Zip', hint: unpack, magics: [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]] },
];

/**
 * Describes the problem of a file in a known format other than CSV and JSON Lines, with a way to convert it; null for other
 * files.
 */
export function findForeignFormat(magic: Uint8Array): FileProblem | null {
  const found = formats.find(({ magics }) =>
    magics.some((bytes) => bytes.every((byte, i) => byte === null || magic[i] === byte)),
  );
  return found === undefined ? null : describeForeign(`the file is in ${found.name} format`, found.hint);
}

/**
 * Recognizes by the name of an entry that a zip is in fact another kind of file, and describes the problem; null for other
 * zips.
 */
export function findForeignZip(entryName: string): FileProblem | null {
  if (entryName === '[Content_Types].xml')
    return describeForeign(
      'the file is an Office document, such as Excel’s .xlsx',
      'Export the sheet as "CSV UTF-8 (comma delimited)".',
    );
  return null;
}

const describeForeign = (detail: string, hint: string): FileProblem => ({
  code: 'bad_archive',
  line: null,
  column: null,
  detail,
  hint,
});

const parquetMagic = 'PAR';

/** True for a Parquet file, encrypted or not. */
export const isParquet = (magic: Uint8Array): boolean =>
  String.fromCharCode(...magic.subarray(0, 3)) === parquetMagic && (magic[3] === 0x31 || magic[3] === 0x45);
