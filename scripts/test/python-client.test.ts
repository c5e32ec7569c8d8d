import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPythonClient } from '@/adapters/python-client';
import { problemCodes } from '@/lib/contracts/problem';
import { findPython, noPython } from '@/testing/find-python';
import { runProgram } from '@/testing/run-program';

const folder = 'clients/python';
const python = await findPython();

if (python === undefined) console.warn(noPython);

const run = (words: readonly string[], environment: Record<string, string> = {}) =>
  runProgram(python ?? '', ['-B', ...words], { environment, timeoutMs: 300_000 });

describe('exceptions of the Python client', () => {
  it('have one class for every code of a problem document', async () => {
    const source = await readFile(`${folder}/tidemark/errors.py`, 'utf8');
    const classes = [
      ...source.matchAll(/^class (\w+)\(ApiError, \w+Error\):\n {4}""".+"""\n\n {4}code = "(\w+)"$/gm),
    ];
    expect(classes.map(([, , code]) => code).sort()).toEqual([...problemCodes].sort());
    for (const [, name, code] of classes)
      expect(name).toBe(code!.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()));
  });
});

describe('wheel of the Python client', () => {
  it('has the same bytes in every build and time zone', async () => {
    const zone = process.env.TZ;
    const first = await openPythonClient()();
    try {
      process.env.TZ = 'Pacific/Kiritimati';
      const second = await openPythonClient()();
      expect(second.sha256).toBe(first.sha256);
      expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it.skipIf(python === undefined)('has the files and hashes of its record, and runs as it is', async () => {
    const { fileName, version, bytes } = await openPythonClient()();
    expect(fileName).toBe(`tidemark-${version}-py3-none-any.whl`);
    const temporary = await mkdtemp(join(tmpdir(), 'tidemark-wheel-'));
    try {
      const wheel = join(temporary, fileName);
      await writeFile(wheel, bytes);
      const check = `
import base64, csv, email, hashlib, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
assert wheel.testzip() is None
record = next(name for name in wheel.namelist() if name.endswith("/RECORD"))
rows = list(csv.reader(wheel.read(record).decode().splitlines()))
assert [row[0] for row in rows] == wheel.namelist(), wheel.namelist()
for name, digest, size in rows[:-1]:
    content = wheel.read(name)
    hash = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    assert (digest, size) == ("sha256=" + hash, str(len(content))), name
metadata = email.message_from_bytes(wheel.read(record.replace("RECORD", "METADATA")))
print(metadata["Name"], metadata["Version"], metadata["Requires-Python"])
`;
      expect(await run(['-c', check, wheel])).toEqual({
        exitCode: 0,
        output: `tidemark ${version} >=3.11\n`,
      });
      expect(await run(['-m', 'tidemark', '--version'], { PYTHONPATH: wheel })).toEqual({
        exitCode: 0,
        output: `tidemark ${version}\n`,
      });
    } finally {
      await rm(temporary, { recursive: true });
    }
  });
});

describe('Python client', () => {
  it.skipIf(python === undefined)('passes its own tests', { timeout: 300_000 }, async () => {
    const { exitCode, output } = await run(['-m', 'unittest', 'discover', '-s', folder, '-t', folder]);
    expect(output).toMatch(/\nRan \d\d+ tests in /);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  });
});
