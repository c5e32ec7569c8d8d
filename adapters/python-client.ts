import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';

/** A Python package that pip installs from its address. */
export type PythonWheel = {
  readonly fileName: string;
  readonly version: string;
  readonly requiresPython: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the wheel, in lower-case hex. */
  readonly sha256: string;
};

type WheelFile = { readonly name: string; readonly content: Buffer };

const folder = fileURLToPath(new URL('../clients/python', import.meta.url));

/** The wheel of the repository's Python client, made at the first call. */
export function openPythonClient(root: string = folder): () => Promise<PythonWheel> {
  let wheel: Promise<PythonWheel> | undefined;
  return () => {
    wheel ??= makeWheel(root);
    return wheel;
  };
}

/**
 * A wheel by the binary distribution format (packaging.python.org, version 1.0), from the sources in `tidemark` and the fields of
 * pyproject.toml. Nothing is compressed, and all files have the same time, so that equal sources give equal bytes on every version of
 * Node.
 */
async function makeWheel(root: string): Promise<PythonWheel> {
  const project = readFileSync(join(root, 'pyproject.toml'), 'utf8');
  const name = readText(project, 'name');
  const version = readText(readFileSync(join(root, name, '__init__.py'), 'utf8'), '__version__');
  const requiresPython = readText(project, 'requires-python');
  const packageFiles = readdirSync(join(root, name))
    .filter((file) => /\.py$|^py\.typed$/.test(file))
    .sort()
    .map((file) => ({ name: `${name}/${file}`, content: readFileSync(join(root, name, file)) }));
  const metadata = [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${version}`,
    `Summary: ${readText(project, 'description')}`,
    `License: ${readText(project, 'license')}`,
    `Requires-Python: ${requiresPython}`,
    'Description-Content-Type: text/markdown',
    '',
    readFileSync(join(root, 'README.md'), 'utf8'),
  ];
  const information = `${name}-${version}.dist-info`;
  const informationFile = (file: string, lines: readonly string[]): WheelFile => ({
    name: `${information}/${file}`,
    content: Buffer.from(lines.join('\n')),
  });
  const files = [
    ...packageFiles,
    informationFile('METADATA', metadata),
    informationFile('WHEEL', [
      'Wheel-Version: 1.0',
      'Generator: tidemark',
      'Root-Is-Purelib: true',
      'Tag: py3-none-any',
      '',
    ]),
    informationFile('entry_points.txt', ['[console_scripts]', `${name} = ${readText(project, name)}`, '']),
  ];
  // The format takes hashes in URL-safe Base64 without padding, and none of RECORD itself.
  const record = files.map(
    ({ name: path, content }) => `${path},sha256=${hash(content).digest('base64url')},${content.length}`,
  );
  const bytes = await zipFiles([
    ...files,
    informationFile('RECORD', [...record, `${information}/RECORD,,`, '']),
  ]);
  return {
    fileName: `${name}-${version}-py3-none-any.whl`,
    version,
    requiresPython,
    bytes,
    sha256: hash(bytes).digest('hex'),
  };
}

/** Returns the text of a line `key = "text"` in pyproject.toml. */
function readText(source: string, key: string): string {
  const text = new RegExp(`^${key} = "([^"\\n]+)"$`, 'm').exec(source)?.[1];
  if (text === undefined) throw new Error(`the Python client has no line ${key} = "…"`);
  return text;
}

async function zipFiles(files: readonly WheelFile[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  // Zip stores local times, so that this local date gives the same bytes in every time zone.
  const options = { mtime: new Date(1980, 0, 1), mode: 0o100644, compress: false, forceDosTimestamp: true };
  for (const { name, content } of files) zip.addBuffer(content, name, options);
  zip.end();
  return buffer(zip.outputStream);
}

const hash = (content: Uint8Array) => createHash('sha256').update(content);
