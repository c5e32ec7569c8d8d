import type { ArchiveFile } from '../round/round';
import type { Archive, ArchiveFiles } from './archive';
import { formatHex, type Hasher } from './hasher';
import { fitsTable } from './item-table';
import {
  type ArchiveFinding,
  type CheckLine,
  formatCount,
  lineOf,
  passed,
  skipped,
} from './verification-report';
import { findingsShownMax } from './verify-items';

/** A part of a file with the bytes it must have; `place` describes the part for readers. */
export type RebuiltPiece = { readonly place: string | null; readonly bytes: Uint8Array };

/** A file of an archive, written again from `archive.json` by the functions that wrote the original. */
export type RebuiltFile = {
  readonly name: string;
  /** False for a file that is published beside the zip and may be missing from a copy. */
  readonly isInZip: boolean;
  /** Describes the file in findings: "the table of the items". */
  readonly content: string;
  /**
   * Writes the file's expected content part by part.
   * @param others the files before this one as they were read; null where a file is missing
   */
  pieces(others: readonly ArchiveFile[]): AsyncIterable<RebuiltPiece> | Iterable<RebuiltPiece>;
  /** True for a file that lists the hashes of the others and can't be written while one of them is missing. */
  readonly needsAll: boolean;
};

/** Writes all files of an archive again except the prediction files, in their original order. */
export type RebuildArchive = (archive: Archive) => readonly RebuiltFile[];

export type FilesToVerify = {
  readonly archive: Archive;
  readonly archiveBytes: Uint8Array;
  readonly files: ArchiveFiles;
  /** The prediction files that were read, with sizes and hashes. */
  readonly predictions: readonly ArchiveFile[];
};

/**
 * Compares every file of an archive except the prediction files with the bytes that follow from `archive.json`, and names
 * files that are missing or superfluous. Readers train models on the tables, but the commitment covers only `archive.json`.
 */
export async function verifyFiles(
  { archive, archiveBytes, files, predictions }: FilesToVerify,
  { hasher, rebuild }: { hasher: Hasher; rebuild: RebuildArchive },
): Promise<CheckLine[]> {
  if (!fitsTable(archive))
    return [
      lineOf(
        [
          {
            what: 'file',
            subject: 'archive.json',
            detail: 'an item does not have the columns or the label of its task and test_set',
          },
        ],
        '',
        'No file could be compared with archive.json.',
      ),
    ];
  const lines: CheckLine[] = [];
  const known: ArchiveFile[] = [...predictions];
  const missing = archive.evaluations
    .map((evaluation) => evaluation.predictions)
    .filter((path) => !known.some(({ name }) => name === path));
  const expected = new Set(archive.evaluations.map((evaluation) => evaluation.predictions));
  for (const file of rebuild(archive)) {
    expected.add(file.name);
    const bytes = file.name === 'archive.json' ? archiveBytes : await files.read(file.name);
    if (bytes === null) {
      if (file.isInZip) missing.push(file.name);
      continue;
    }
    lines.push(
      file.needsAll && missing.length > 0
        ? skipped(`${file.name} was not compared: it describes files that are missing.`)
        : await compareFile(file, bytes, known),
    );
    known.push({
      name: file.name,
      byteCount: bytes.length,
      sha256: formatHex((await hasher.sha256Many([bytes]))[0]!),
    });
  }
  const names = await files.listNames();
  return [
    ...lines,
    describeNames({ missing, extra: names?.filter((name) => !expected.has(name)) ?? null }),
    ...(files.irregularities.length > 0 ? [describeIrregularities(files.irregularities)] : []),
    ...(files.listed === null ? [] : [compareListed(known, files.listed)]),
  ];
}

async function compareFile(
  file: RebuiltFile,
  bytes: Uint8Array,
  known: readonly ArchiveFile[],
): Promise<CheckLine> {
  const finding = await findDifference(file, bytes, known);
  if (finding === null) return passed(`${file.name} is ${file.content}, byte by byte.`);
  return lineOf([finding], '', `${file.name} is not ${file.content}.`);
}

/** Maximum number of characters of the expected text that a finding quotes. */
const shownLengthMax = 300;

async function findDifference(
  { name, pieces }: RebuiltFile,
  bytes: Uint8Array,
  known: readonly ArchiveFile[],
): Promise<ArchiveFinding | null> {
  let offset = 0;
  for await (const piece of pieces(known)) {
    if (!beginsWith(bytes, offset, piece.bytes)) {
      const subject = piece.place === null ? name : `${name}, ${piece.place}`;
      return { what: 'file', subject, detail: `it has to be: ${showExpected(piece.bytes)}` };
    }
    offset += piece.bytes.length;
  }
  if (offset === bytes.length) return null;
  return { what: 'file', subject: name, detail: `it has ${bytes.length} bytes, not ${offset}` };
}

function showExpected(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 4 * shownLengthMax)).trimEnd();
  if (text.includes('\u0000')) return `${formatCount(bytes.length, 'other byte')}`;
  return text.length > shownLengthMax ? `${text.slice(0, shownLengthMax)}…` : text;
}

function beginsWith(bytes: Uint8Array, offset: number, expected: Uint8Array): boolean {
  if (bytes.length - offset < expected.length) return false;
  return expected.every((byte, i) => bytes[offset + i] === byte);
}

function describeNames({
  missing,
  extra,
}: {
  missing: readonly string[];
  extra: readonly string[] | null;
}): CheckLine {
  const findings: ArchiveFinding[] = [
    ...missing.map((name) => ({ what: 'file' as const, subject: name, detail: 'it is not there' })),
    ...(extra ?? []).map((name) => ({
      what: 'file' as const,
      subject: name,
      detail: 'no archive has a file of this name, and nothing tells what it should contain',
    })),
  ];
  if (findings.length === 0)
    return passed(
      extra === null
        ? 'Every file that archive.json describes is there.'
        : 'Every file that archive.json describes is there, and no other.',
    );
  return skipped(
    `${formatCount(findings.length, 'file')} ${findings.length === 1 ? 'was' : 'were'} not compared.`,
    findings.slice(0, findingsShownMax),
  );
}

const describeIrregularities = (irregularities: readonly string[]): CheckLine =>
  lineOf(
    irregularities.slice(0, findingsShownMax).map((detail) => ({ what: 'file', subject: 'the zip', detail })),
    '',
    'Another program could find other files in this zip.',
  );

function compareListed(known: readonly ArchiveFile[], listed: ReadonlyMap<string, string>): CheckLine {
  const findings = known
    .filter(({ name, sha256 }) => listed.get(name) !== sha256)
    .map(({ name, sha256 }): ArchiveFinding => {
      const expected = listed.get(name);
      return {
        what: 'file',
        subject: name,
        detail: `it has SHA-256 ${sha256}, the site lists ${expected ?? 'no such file'}`,
      };
    });
  return lineOf(
    findings,
    `${formatCount(known.length, 'file has', 'files have')} the SHA-256 that the site lists.`,
    `${formatCount(findings.length, 'file is', 'files are')} not the published one${findings.length === 1 ? '' : 's'}.`,
  );
}
