import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findTestEngine } from '@/testing/provide-containers';
import type { ContainerFaultCode } from './container-fault';
import type { ContainerEngine } from './find-engine';
import { unpackModel } from './model-archive';
import { runContainer } from './run-container';
import { testLimits, unpackBase, withPerl } from './testing/unpack-base';
import { folder, symbolicLink, type WrittenEntry, writeDockerArchive, writeTar } from './testing/write-image';
import { type TrainingRequest, trainUnpacked } from './train-container';

const runsc = await findTestEngine('runsc');
const runc = await findTestEngine('runc');
const base = runsc && (await unpackBase(runsc));
afterAll(() => base && rmSync(base.folder, { recursive: true, force: true }));

const sandboxed = describe.skipIf(runsc === undefined || runc === undefined);

function requireParts() {
  if (!runsc || !runc || !base) throw new Error('a test that should have been skipped');
  return { runsc, runc, base };
}

const mebibyte = 1024 ** 2;
const trainingLimits = { ...testLimits, trainedBytesMax: 4 * mebibyte };

/** Trains a Perl program on two rounds and an earlier model, and unpacks the model that it wrote. */
async function train(
  code: string,
  limits: Partial<TrainingRequest['limits']> = {},
  engine: ContainerEngine = requireParts().runsc,
) {
  const { base } = requireParts();
  const place = mkdtempSync(join(base.folder, 'training-'));
  chmodSync(place, 0o711);
  const [input, previous, archive] = ['input', 'previous', 'model.tar'].map((name) => join(place, name));
  for (const round of [1, 2]) {
    mkdirSync(join(input!, `rounds/${round}`), { recursive: true });
    writeFileSync(join(input!, `rounds/${round}/items.csv`), `id,label\n${round},${round}\n`);
  }
  mkdirSync(previous!);
  writeFileSync(join(previous!, 'weights'), 'last');
  const folders = { input: input!, previous: previous! };
  const { outcome, log } = await trainUnpacked(
    withPerl(base.image, code),
    { folders, limits: { ...trainingLimits, ...limits }, archive: archive! },
    engine,
  );
  expect(readFileSync(join(previous!, 'weights'), 'utf8')).toBe('last');
  expect(readdirSync(input!)).toEqual(['rounds']);
  const model = join(place, 'model');
  return {
    outcome,
    code: outcome.ok ? ('ok' as const) : outcome.error.code,
    text: outcome.ok ? log : `${outcome.error.text}\n${log}`,
    readModel: async (name: string) => {
      await unpackModel(archive!, model);
      return readFileSync(join(model, name), 'utf8');
    },
  };
}

/** Perl function that writes a file of the model. */
const write = 'sub w { open O, ">", "/model/$_[0]" or die "$_[0]: $!"; print O $_[1]; close O or die $! }';

sandboxed('training', () => {
  it('reads rounds and the previous model, and writes a new model, with the same bytes in runsc and runc', async () => {
    const { runsc, runc } = requireParts();
    const code = String.raw`${write}
      my @files = ((map { "/input/rounds/$_/items.csv" } 1, 2), "/previous/weights");
      my @seen = map { open I, "<", $_ or die; join "", <I> } @files;
      mkdir "/model/deep" or die; w("deep/weights", join "|", @seen); chmod 0, "/model/deep/weights"; w("b", "x");
      print "to stdout\n"; print STDERR "to stderr\n";`;
    const [first, second] = [await train(code, {}, runsc), await train(code, {}, runc)];
    for (const { outcome, text, readModel } of [first, second]) {
      if (!outcome.ok) throw new Error(text);
      expect(text).toContain('to stdout');
      expect(text).toContain('to stderr');
      expect(await readModel('deep/weights')).toBe('id,label\n1,1\n|id,label\n2,2\n|last');
    }
    expect(first.outcome.ok && first.outcome.value.trained).toEqual(
      second.outcome.ok && second.outcome.value.trained,
    );
  });
});

type Hostile = {
  readonly code: string;
  readonly ends: readonly (ContainerFaultCode | 'ok')[];
  readonly says?: RegExp;
  readonly limits?: Partial<TrainingRequest['limits']>;
  /** True if the program is also tried with runc, on the machine's own kernel. */
  readonly isOnRunc?: true;
};

const shortMs = 1_500;

/** Numbers of Linux system calls by architecture. */
const calls =
  process.arch === 'arm64' ? { mknodat: 33, socket: 198, bind: 200 } : { mknodat: 259, socket: 41, bind: 49 };

const hostile: Readonly<Record<string, Hostile>> = {
  'that writes nothing': { code: '1', ends: ['no_model'] },
  'that writes a folder alone': { code: 'mkdir "/model/a"', ends: ['no_model'] },
  'with a link out of /model': {
    code: 'w("a", 1); symlink "/etc/passwd", "/model/x" or die',
    isOnRunc: true,
    ends: ['model_path'],
    says: /^"\/model\/x" is a link/,
  },
  'with /model’s folder as a link to the host': {
    code: 'symlink "/", "/model/root" or die; w("root/tmp/a", 1)',
    isOnRunc: true,
    ends: ['model_path'],
  },
  // gVisor keeps the pipe or socket inside its sandbox, so both ends are possible.
  'with a named pipe': {
    code: String.raw`w("a", 1); syscall(${calls.mknodat}, -100, my $p = "/model/pipe\0", 010644, 0) == 0 or die $!`,
    isOnRunc: true,
    ends: ['ok', 'exit_code'],
  },
  'with a device': {
    code: String.raw`w("a", 1); syscall(${calls.mknodat}, -100, my $p = "/model/null\0", 020666, 259) == 0 or die $!`,
    isOnRunc: true,
    ends: ['model_path', 'exit_code'],
  },
  'with the device of a whiteout': {
    code: String.raw`w("a", 1); syscall(${calls.mknodat}, -100, my $p = "/model/null\0", 020666, 0) == 0 or die $!`,
    isOnRunc: true,
    ends: ['model_path', 'exit_code'],
  },
  'with a socket': {
    code: String.raw`w("a", 1); my $a = pack "Sa*", 1, "/model/s\0";
      my $s = syscall ${calls.socket}, 1, 1, 0; syscall(${calls.bind}, $s, $a, length $a) == 0 or die $!`,
    isOnRunc: true,
    ends: ['ok', 'model_path'],
  },
  'with a million files': {
    code: 'for (1..1e6) { open O, ">", "/model/$_" or die $! }',
    isOnRunc: true,
    ends: ['model_too_large', 'timeout', 'memory'],
    limits: { memoryBytesMax: 512 * mebibyte },
  },
  'with a sparse file of 1 TiB': {
    code: 'w("a", 1); truncate "/model/a", 2**40 or die $!',
    isOnRunc: true,
    ends: ['model_too_large'],
  },
  'with many names of one file': {
    code: 'w("a", "x" x 1e6); for (1..20) { link "/model/a", "/model/$_" or die $! }',
    ends: ['model_too_large'],
  },
  'that fills /model': {
    code: 'w("a", "x" x 1e5) while 1',
    ends: ['timeout'],
    limits: { wallMsMax: shortMs },
  },
  'that fills /model by many files': {
    code: 'w($_, "x" x 1e5) for 1..1e3',
    isOnRunc: true,
    ends: ['model_too_large'],
  },
  'that fills /model by a file without a name': {
    code: 'w("a", 1); open O, ">", "/model/x"; unlink "/model/x"; 1 while print O "x" x 1e5; exit 0',
    ends: ['ok'],
  },
  'that fills the memory by /model': {
    code: 'w($_, "x" x 1e6) for 1..1e3',
    ends: ['memory', 'model_too_large'],
    limits: { trainedBytesMax: 1024 * mebibyte },
  },
  'with a name of 255 bytes that is no UTF-8': { code: String.raw`w("\xff" x 255, 1)`, ends: ['model_path'] },
  'with a name of several lines': { code: String.raw`w("a\n..\n", 1)`, ends: ['ok', 'model_path'] },
  'with folders in each other beyond the kernel’s longest path': {
    code: 'chdir "/model"; for (1..3000) { mkdir "aa"; chdir "aa" or die } open O, ">", "b" or die $!; print O 1',
    isOnRunc: true,
    ends: ['model_path'],
  },
  'that never ends': { code: '1 while 1', ends: ['timeout'], limits: { wallMsMax: shortMs } },
  'that leaves a process which writes on': {
    code: 'w("a", 1); fork or do { while (1) { w("a", "x" x 1e5) } }',
    isOnRunc: true,
    ends: ['ok'],
  },
  'that changes its inputs or the last model': {
    code: `
      my @done = grep { open O, ">", $_ } "/input/a", "/input/rounds/1/items.csv", "/previous/weights", "/previous/a", "/a";
      push @done, grep { unlink or chmod 0777, $_ } "/input/rounds/1/items.csv", "/previous/weights";
      @done and die "@done"; w("a", 1)`,
    isOnRunc: true,
    ends: ['ok'],
  },
  'that looks for a network': {
    code: 'open I, "<", "/proc/net/dev" or die; @d = grep { /:/ and !/^ *lo:/ } <I>; @d and die "@d"; w("a", 1)',
    isOnRunc: true,
    ends: ['ok'],
  },
  'that ends with another code': { code: 'w("a", 1); exit 3', ends: ['exit_code'], says: /code 3/ },
  'with a flood of messages': {
    code: '$| = 1; w("a", 1); print "x" x 1e5 for 1..100; print STDERR "\\e[31mred\\xe2\\x80\\xaelast"',
    ends: ['ok'],
    says: /^x{65500,65536} ?\[31mred ?last$/,
  },
};

const onBoth = Object.entries(hostile).flatMap(([name, one]) => [
  { ...one, name, kind: 'runsc' as const },
  ...(one.isOnRunc ? [{ ...one, name, kind: 'runc' as const }] : []),
]);

sandboxed('training', () => {
  it.each(onBoth)(
    '$name has the expected outcome in $kind',
    async ({ code: perl, kind, ends, says, limits }) => {
      const { code, text } = await train(`${write} ${perl}`, limits, requireParts()[kind]);
      expect([code, ends.includes(code) ? '' : text]).toEqual([expect.toBeOneOf([...ends]), '']);
      if (says) expect(text).toMatch(says);
    },
  );
});

sandboxed('trained model of a system', () => {
  const program = `
    my @seen = (-f "/model" ? "file" : -d _ ? "folder" : "nothing", map { open(I, "<", "/model/$_") ? <I> : "no $_" } "own", "learned");
    push @seen, grep { open W, ">", "/model/$_" } "own", "learned", "new"; push @seen, grep { unlink "/model/$_" } "own", "learned";
    open O, ">", "/output/predictions.csv" or die; print O join ",", @seen;`;

  /** Predicts with an image that has these files of its own, and with the model that a training wrote. */
  async function predict(own: readonly WrittenEntry[], learned: string | undefined, kind: 'runsc' | 'runc') {
    const { base, ...engines } = requireParts();
    const workFolder = mkdtempSync(join(base.folder, 'predict-'));
    const [image, model] = [`${workFolder}.tar`, `${workFolder}.model`];
    const layers = [base.perlLayer, writeTar(own)];
    writeFileSync(
      image,
      writeDockerArchive({ layers, config: { Entrypoint: ['/bin/perl', '-e', program] } }),
    );
    mkdirSync(model);
    writeFileSync(join(model, 'learned'), learned ?? '');
    const input = { name: 'inputs.csv', bytes: Buffer.from('id\n') } as const;
    const request = { image, input, limits: testLimits, faultsAs: 'texts', workFolder } as const;
    const ran = await runContainer(learned === undefined ? request : { ...request, model }, engines[kind]);
    if (!ran.ok) throw new Error(ran.error.text);
    expect(readFileSync(join(model, 'learned'), 'utf8')).toBe(learned ?? '');
    return Buffer.from(ran.value.output.bytes).toString();
  }

  const own = [folder('./model/'), { name: './model/own', content: 'own' }];
  const asFile = [{ name: './model', content: 'x' }];
  it.each(['runsc', 'runc'] as const)(
    'replaces the image’s own folder /model, read-only, in %s',
    async (kind) => {
      expect(await predict(own, 'learned', kind)).toBe('folder,no own,learned');
      expect(await predict(own, undefined, kind)).toBe('folder,own,no learned');
      expect(await predict([], 'learned', kind)).toBe('folder,no own,learned');
      expect(await predict([], undefined, kind)).toBe('folder,no own,no learned');
      expect(await predict(asFile, 'learned', kind)).toBe('folder,no own,learned');
      expect(await predict(asFile, undefined, kind)).toBe('file,no own,no learned');
      const link = [symbolicLink('./model', '/tmp')];
      expect(await predict(link, 'learned', kind)).toBe('folder,no own,learned');
    },
  );
});
