import { readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { findProgram, listLibraries } from '../../sandbox-facts';
import { folder, type WrittenEntry, writeTar } from './write-image';

/**
 * Writes a layer with only this machine's Perl and shell, and their libraries. Every Debian has Perl, whose
 * `syscall` makes any system call without modules.
 */
export async function writePerlLayer(): Promise<Buffer> {
  const programs = ['perl', 'sh'].map((name) => [`/bin/${name}`, findProgram(name) ?? ''] as const);
  const libraries = (await Promise.all(programs.map(([, path]) => listLibraries(path)))).flat();
  const files = new Map([...programs, ...libraries.map((path) => [path, path] as const)]);
  const folders = new Set([...files.keys()].flatMap(listParents));
  return writeTar([
    ...[...folders].sort().map((path) => folder(`.${path}/`)),
    ...[...files].map(
      ([inside, path]): WrittenEntry => ({ name: `.${inside}`, content: readFileSync(realpathSync(path)) }),
    ),
  ]);
}

function listParents(path: string): string[] {
  const parent = dirname(path);
  return parent === '/' ? [] : [...listParents(parent), parent];
}

/** Perl program that reads the inputs and predicts each row's length. */
export const honestPerl = String.raw`
my $end = -e "/input/inputs.csv" ? "csv" : "jsonl";
open I, "<", "/input/inputs.$end" or die $!; open O, ">", "/output/predictions.$end" or die $!;
print O "id,prediction\n"; <I>;
while (<I>) { chomp; my ($id) = split /,/; print O $id, ",", length($_) / 7, "\n"; }
close O or die $!;
`;

export const manyCount = 500;

/** Inputs whose predictions need all digits of a double. */
export const manyInputs = {
  name: 'inputs.csv',
  bytes: Buffer.from(
    ['id,a', ...Array.from({ length: manyCount }, (_, i) => `row-${i},${i / 7}`), ''].join('\n'),
  ),
} as const;

/** Perl program that predicts a function of the mathematical library for each input. */
export const floatingPerl = String.raw`
open I, "<", "/input/inputs.csv" or die $!; open O, ">", "/output/predictions.csv" or die $!;
print O "id,prediction\n"; <I>;
while (<I>) { chomp; my ($id, $a) = split /,/; printf O "%s,%.17g\n", $id, 1 / (1 + exp(-sin($a) * log(1 + $a))); }
close O or die $!;
`;
