import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { findTestEngine } from '@/testing/provide-containers';
import { waitUntil } from '@/testing/wait-until';
import { findProgram } from '../sandbox-facts';
import { listTree } from '../sandboxed-process';
import type { ContainerFaultCode } from './container-fault';
import type { ContainerLimits } from './container-limits';
import type { ContainerEngine } from './find-engine';
import { type ContainerInput, runContainer, runUnpacked } from './run-container';
import { testEngine } from './self-test/test-engine';
import { honestPerl } from './testing/perl-image';
import { testLimits, unpackBase, withPerl } from './testing/unpack-base';
import {
  folder,
  type WrittenImage,
  writeDockerArchive,
  writeOciArchive,
  writeTar,
} from './testing/write-image';

const runsc = await findTestEngine('runsc');
const runc = await findTestEngine('runc');
const base = runsc && (await unpackBase(runsc));
afterAll(() => base && rmSync(base.folder, { recursive: true, force: true }));

const sandboxed = describe.skipIf(runsc === undefined || runc === undefined);

const csv: ContainerInput = { name: 'inputs.csv', bytes: Buffer.from('id,x\na,1\nb,22\n') };
const jsonl: ContainerInput = { name: 'inputs.jsonl', bytes: Buffer.from('{"id":"a"}\n{"id":"b"}\n') };

/** Returns the engine and the base image; both are set wherever these tests aren't skipped. */
function requireParts() {
  if (!runsc || !runc || !base) throw new Error('a test that should have been skipped');
  return { runsc, runc, base };
}

let count = 0;

/** Runs an image archive through all steps: scan, unpacking, run. */
async function send(archive: Uint8Array, engine: ContainerEngine, input = csv, limits = testLimits) {
  const { base } = requireParts();
  const workFolder = join(base.folder, `work-${count++}`);
  mkdirSync(workFolder);
  const image = `${workFolder}.image`;
  writeFileSync(image, archive);
  const outcome = await runContainer({ image, input, limits, faultsAs: 'texts', workFolder }, engine);
  expect(readdirSync(workFolder)).toEqual([]);
  return outcome;
}

/** Runs a Perl program in the unpacked base image. */
const runPerl = (
  code: string,
  limits: Partial<ContainerLimits> = {},
  faultsAs: 'codes' | 'texts' = 'texts',
) => {
  const { runsc, base } = requireParts();
  return runUnpacked(
    withPerl(base.image, code),
    { input: csv, limits: { ...testLimits, ...limits }, faultsAs },
    runsc,
  );
};

const honestConfig = {
  Entrypoint: ['perl', '-e'],
  Cmd: [honestPerl],
  Env: ['PATH=/bin'],
  WorkingDir: '/app',
  User: '1000',
};
const imageOf = (config: Readonly<Record<string, unknown>> = honestConfig): WrittenImage => ({
  layers: [requireParts().base.perlLayer, writeTar([folder('app/')])],
  config,
});
const predictions = 'id,prediction\na,0.428571428571429\nb,0.571428571428571\n';

sandboxed('honest container image', () => {
  it('predicts from docker save, gzipped or not, and from an OCI archive, in runsc and runc, with the same bytes', async () => {
    const { runsc, runc } = requireParts();
    const archives = [
      writeDockerArchive(imageOf()),
      gzipSync(writeDockerArchive(imageOf()), { level: 1 }),
      writeOciArchive(imageOf()),
    ];
    for (const archive of archives)
      for (const engine of [runsc, runc]) {
        const outcome = await send(archive, engine);
        if (!outcome.ok) throw new Error(outcome.error.text);
        const { output, record } = outcome.value;
        expect([output.name, Buffer.from(output.bytes).toString()]).toEqual(['predictions.csv', predictions]);
        expect(record).toEqual({
          engine: engine.kind,
          engineVersion: expect.stringMatching(/^\d\S+$/),
          imageDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
          architecture: process.arch === 'x64' ? 'amd64' : process.arch,
          limits: testLimits,
        });
      }
  });

  it('reads JSON Lines and writes JSON Lines', async () => {
    const outcome = await send(writeDockerArchive(imageOf()), requireParts().runsc, jsonl);
    expect(outcome).toMatchObject({ ok: true, value: { output: { name: 'predictions.jsonl' } } });
  });

  it('gets inputs of 60 MB, /tmp, its environment variables, its working folder, and no network', async () => {
    const { runsc, base } = requireParts();
    const code = String.raw`
      open T, ">", "/tmp/t" or die $!; print T "x" x 5e6; close T or die $!;
      open O, ">", "/output/predictions.csv" or die $!;
      opendir D, "."; my @files = sort grep { !/^\./ } readdir D;
      print O join("|", -s "/input/inputs.csv", -s "/tmp/t", $ENV{A}, $ENV{HOME}, "@files", $<), "\n"; close O;`;
    const bytes = new Uint8Array(60e6).fill(0x61);
    const outcome = await runUnpacked(
      {
        ...base.image,
        program: { args: ['perl', '-e', code], env: ['A=b c', 'PATH=/bin'], workingFolder: '/bin' },
      },
      { input: { name: 'inputs.csv', bytes }, limits: testLimits, faultsAs: 'texts' },
      runsc,
    );
    expect(outcome.ok && Buffer.from(outcome.value.output.bytes).toString()).toBe(
      '60000000|5000000|b c|/tmp|perl sh|0\n',
    );
  });
});

sandboxed('fault code of an image:', () => {
  const faults: readonly [string, Readonly<Record<string, unknown>>, ContainerFaultCode, RegExp][] = [
    ['a program that is missing', { Entrypoint: ['/bin/gone'] }, 'no_entrypoint', /"\/bin\/gone" is missing/],
    [
      'a program that isn’t in PATH',
      { Entrypoint: ['perl'], Env: ['PATH=/app'] },
      'no_entrypoint',
      /"perl" is missing/,
    ],
    ['a folder as program', { Entrypoint: ['/app'] }, 'no_entrypoint', /not executable/],
    [
      'a WORKDIR that is missing',
      { Cmd: ['/bin/perl'], WorkingDir: '/gone' },
      'no_entrypoint',
      /WORKDIR "\/gone"/,
    ],
    ['a text as program', { Cmd: ['/app/text'] }, 'no_entrypoint', /neither a binary nor a script/],
    ['a program for another processor', { Cmd: ['/app/foreign'] }, 'architecture', /--platform linux/],
    [
      'a script whose interpreter is missing',
      { Cmd: ['/app/script'] },
      'no_entrypoint',
      /script for "\/bin\/gone"/,
    ],
  ];
  it.each(faults)('%s', async (_, config, code, text) => {
    const foreign = Buffer.alloc(64);
    foreign.write('\x7fELF\x02\x01\x01', 'latin1');
    foreign[18] = 0xf3;
    const files = writeTar([
      folder('app/'),
      { name: 'app/text', content: 'hello, this is no program' },
      { name: 'app/foreign', content: foreign },
      { name: 'app/script', content: '#!/bin/gone\n' },
    ]);
    const { runsc, base } = requireParts();
    const outcome = await send(writeDockerArchive({ layers: [base.perlLayer, files], config }), runsc);
    expect(outcome).toMatchObject({ ok: false, error: { code, text: expect.stringMatching(text) } });
  });

  it('no_entrypoint: a program without its loader', async () => {
    const { runsc } = requireParts();
    const perl = { name: 'perl', content: readFileSync(findProgram('perl') ?? '') };
    const outcome = await send(
      writeDockerArchive({ layers: [writeTar([perl])], config: { Cmd: ['/perl'] } }),
      runsc,
    );
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'no_entrypoint', text: expect.stringContaining('could not be started (failed to load') },
    });
  });

  it('image_format: a layer that umoci can’t unpack', async () => {
    const layer = writeTar([
      { name: 'a', content: 'file' },
      { name: 'a/b', content: 'below a file' },
    ]);
    const outcome = await send(writeDockerArchive({ layers: [layer] }), requireParts().runsc);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'image_format' } });
  });
});

sandboxed('fault code of a run:', () => {
  const faults: readonly [string, string, Partial<ContainerLimits>, ContainerFaultCode, RegExp][] = [
    ['another exit code', 'print STDERR "no model\n"; exit 3', {}, 'exit_code', /exit code 3[\s\S]*no model/],
    ['a crash', 'kill 11, $$; sleep 9', {}, 'exit_code', /SIGSEGV/],
    ['no predictions', 'exit 0', {}, 'no_output', /wrote no \/output\/predictions\.csv/],
    [
      'predictions of another form',
      'open O, ">", "/output/predictions.jsonl"',
      {},
      'no_output',
      /predictions\.csv/,
    ],
    [
      'too much output',
      'open O, ">", "/output/predictions.csv"; print O "x" x 2e6',
      {},
      'output_too_large',
      /1000000 bytes/,
    ],
    ['time', 'sleep 60', { wallMsMax: 1_500 }, 'timeout', /after 1\.5 seconds/],
    ['memory', '$x .= "x" x 1e6 while 1', {}, 'memory', /134217728 bytes/],
    [
      'a full /tmp',
      'open O, ">", "/tmp/x"; print O "x" x 9e6; close O or die "$!\n"',
      {},
      'disk',
      /8388608 bytes/,
    ],
  ];
  it.each(faults)('%s', async (_, code, limits, fault, text) => {
    expect(await runPerl(code, limits)).toMatchObject({
      ok: false,
      error: { code: fault, text: expect.stringMatching(text) },
    });
  });

  it('comes without any text of the program or the image if inputs are hidden', async () => {
    expect(await runPerl('print STDERR "a secret"; exit 77', {}, 'codes')).toEqual({
      ok: false,
      error: { code: 'exit_code' },
    });
  });

  it('comes with the end of stderr, printable and of limited length', async () => {
    const outcome = await runPerl(
      String.raw`print STDERR "x" x 1e6, "\e[31mlast\xe2\x80\xae\0 word\n"; exit 1`,
    );
    const text = outcome.ok ? '' : (outcome.error.text ?? '');
    expect(text).toMatch(/xx \[31mlast {2}word$/);
    expect(text.length).toBeLessThan(5_000);
  });
});

sandboxed('fault of the platform', () => {
  it.each(['/bin/false', '/bin/missing'])(
    'throws where the engine is %s, and does not start',
    async (engine) => {
      const { runsc, base } = requireParts();
      await expect(
        runUnpacked(
          withPerl(base.image, honestPerl),
          { input: csv, limits: testLimits, faultsAs: 'texts' },
          { ...runsc, engine },
        ),
      ).rejects.toThrow('did not start');
    },
  );

  it('causes an exception if the run’s user can’t reach the work folder', async () => {
    const { runsc, base } = requireParts();
    if (process.getuid?.() !== 0) return;
    const closed = join(base.folder, 'closed');
    mkdirSync(join(closed, 'work'), { recursive: true, mode: 0o700 });
    await expect(
      runContainer(
        {
          image: '/dev/null',
          input: csv,
          limits: testLimits,
          faultsAs: 'texts',
          workFolder: join(closed, 'work'),
        },
        runsc,
      ),
    ).rejects.toThrow('other users can’t enter');
  });
});

sandboxed('running container', () => {
  it('ends with the process that started it, even by SIGKILL', async () => {
    const parent = spawn(process.execPath, ['--import', 'tsx', endless], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let folder = '';
    parent.stdout.on('data', (chunk: Buffer) => {
      folder += chunk.toString();
    });
    let tree: number[] = [];
    await waitUntil(async () => {
      tree = listTree(parent.pid ?? 0).map(({ pid }) => pid);
      return tree.some((pid) => commandOf(pid).startsWith('runsc-sandbox'));
    });
    parent.kill('SIGKILL');
    await waitUntil(async () => tree.every((pid) => !/runsc|unshare/.test(commandOf(pid))));
    rmSync(folder.trim(), { recursive: true });
  });
});

const endless = fileURLToPath(new URL('./testing/run-endless.ts', import.meta.url));

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

sandboxed('self-test of a container engine', () => {
  it('passes in runsc and runc', async () => {
    const { runsc, runc } = requireParts();
    const reports = await Promise.all([runsc, runc].map(testEngine));
    expect(reports.map(({ failed }) => failed)).toEqual([[], []]);
  });

  it('fails every trial of an engine that does not start', async () => {
    const { runsc } = requireParts();
    expect((await testEngine({ ...runsc, engine: '/bin/false-engine' })).held).toEqual([]);
  });

  /** Makes a shell script that replaces the engine's program. */
  function wrap(engine: ContainerEngine, name: string, lines: readonly string[]): ContainerEngine {
    const program = join(requireParts().base.folder, name);
    writeFileSync(program, ['#!/bin/bash', ...lines].join('\n'), { mode: 0o755 });
    return { ...engine, engine: program };
  }

  it('detects an engine that gives containers the machine’s kernel', async () => {
    const { runsc, runc } = requireParts();
    const wrapped = wrap(runsc, 'no-kernel', [
      'kept=()',
      'for word in "$@"; do case "$word" in --network=*|--ignore-cgroups|--overlay2=*) ;; *) kept+=("$word");; esac; done',
      `exec ${runc.engine} "\${kept[@]}"`,
    ]);
    expect((await testEngine(wrapped)).failed.map(({ trial }) => trial)).toEqual(['own-kernel']);
  });

  it('detects an engine that leaves capabilities and a writable input', async () => {
    const { runsc } = requireParts();
    const all = '["CAP_SYS_ADMIN"]';
    const wrapped = wrap(runsc, 'too-much', [
      `sed -i 's/"capabilities":{[^}]*}/"capabilities":{"bounding":${all},"effective":${all},"permitted":${all}}/' /mnt/config.json`,
      `sed -i 's#\\("destination":"/input"[^]]*\\),"ro"#\\1#' /mnt/config.json`,
      `exec ${runsc.engine} "$@"`,
    ]);
    expect((await testEngine(wrapped)).failed.map(({ trial }) => trial)).toEqual(['files', 'capabilities']);
  });
});
