import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findTestEngine } from '@/testing/provide-containers';
import type { ContainerFaultCode } from './container-fault';
import { runContainer } from './run-container';
import { honestPerl, writePerlLayer } from './testing/perl-image';
import { testLimits } from './testing/unpack-base';
import {
  extended,
  folder,
  hardLink,
  symbolicLink,
  type WrittenEntry,
  writeDockerArchive,
  writeTar,
} from './testing/write-image';

const runsc = await findTestEngine('runsc');
const sandboxed = describe.skipIf(runsc === undefined);

const perlLayer = runsc ? await writePerlLayer() : Buffer.alloc(0);
/** A folder outside of every image that any user may write to: hostile images try to write there. */
const outside = mkdtempSync(join(tmpdir(), 'tidemark-outside-'));
chmodSync(outside, 0o777);
const target = join(outside, 'target');
writeFileSync(target, 'untouched', { mode: 0o666 });
afterAll(() => rmSync(outside, { recursive: true }));

const up = '../'.repeat(30);
const below = (path: string): string => `${up}${path.slice(1)}`;

type HostileImage = {
  /** The image's layers above the base layer with Perl. */
  readonly layers: readonly (readonly WrittenEntry[])[];
  readonly ends: readonly (ContainerFaultCode | 'ok')[];
  readonly config?: Readonly<Record<string, unknown>>;
};

const honest = ['ok'] as const;
const folders = ['input', 'output', 'tmp', 'proc', 'dev', 'sys'];

const images: Readonly<Record<string, HostileImage>> = {
  'files below a link to the machine’s root': {
    layers: [[symbolicLink('out', '/'), { name: `out${target}`, content: 'written' }]],
    ends: ['ok', 'image_format'],
  },
  'files below a link that climbs out, in another layer': {
    layers: [[symbolicLink('out', below(outside))], [{ name: 'out/target', content: 'written' }]],
    ends: ['ok', 'image_format'],
  },
  'a file written through a link': {
    layers: [[symbolicLink('file', target)], [{ name: 'file', content: 'written' }]],
    ends: honest,
  },
  'a hard link through a link': {
    layers: [
      [symbolicLink('out', outside), hardLink('again', 'out/target')],
      [{ name: 'again', content: 'written' }],
    ],
    ends: ['image_format'],
  },
  'a hard link to a link': {
    layers: [
      [symbolicLink('file', target), hardLink('again', 'file')],
      [{ name: 'again', content: 'written' }],
    ],
    ends: honest,
  },
  'a whiteout through a link': {
    layers: [[symbolicLink('out', outside)], [{ name: 'out/.wh.target' }]],
    ends: ['ok', 'image_format'],
  },
  'an opaque whiteout through a link': {
    layers: [[symbolicLink('out', below(outside))], [{ name: 'out/.wh..wh..opq' }]],
    ends: ['ok', 'image_format'],
  },
  'a whiteout of everything': { layers: [[{ name: '.wh..wh..opq' }]], ends: ['no_entrypoint'] },
  'links in place of the folders that are mounted': {
    layers: [folders.map((name) => symbolicLink(name, outside))],
    ends: honest,
  },
  'files in place of the folders that are mounted': {
    layers: [folders.map((name) => ({ name, content: 'a file' }))],
    ends: honest,
  },
  'inputs and predictions of its own': {
    layers: [
      [
        folder('input/'),
        { name: 'input/inputs.csv', content: 'id,x\nfake,1\n' },
        folder('output/'),
        { name: 'output/predictions.csv', content: 'fake' },
      ],
    ],
    ends: honest,
  },
  'predictions that are already there': {
    layers: [[folder('output/'), { name: 'output/predictions.csv', content: 'fake' }]],
    config: { Entrypoint: ['/bin/perl', '-e', '1'] },
    ends: ['no_output'],
  },
  'setuid programs': { layers: [[{ name: 'bin/root', content: '#!/bin/sh\n', mode: 0o6755 }]], ends: honest },
  'folders that nobody may enter': {
    layers: [
      [
        { ...folder('closed/'), mode: 0 },
        { name: 'bin/x', mode: 0 },
      ],
    ],
    ends: honest,
  },
  'names that are no UTF-8, or no line': {
    layers: [
      [folder('\xff\xfe/'), { name: '\xff\xfe/\x80', content: 'x' }, { name: 'a\nb\t"', content: 'y' }],
    ],
    ends: honest,
  },
  'a folder two hundred deep': {
    layers: [[extended({ path: 'd/'.repeat(200) }), folder('d/')]],
    ends: honest,
  },
  'a folder in place of the program': { layers: [[folder('bin/perl/')]], ends: ['no_entrypoint'] },
  'a file below a file': {
    layers: [
      [
        { name: 'a', content: 'b' },
        { name: 'a/b', content: 'c' },
      ],
    ],
    ends: ['image_format'],
  },
  'a program that is a link out of the image': {
    layers: [[symbolicLink('bin/out', below(process.execPath))]],
    config: { Entrypoint: ['/bin/out', '-e', '0'] },
    ends: ['no_entrypoint'],
  },
  'a working folder that climbs': {
    layers: [],
    config: { Entrypoint: ['/bin/perl', '-e', honestPerl], WorkingDir: `/${up}bin` },
    ends: honest,
  },
  'a library of its own before every program': {
    layers: [[{ name: 'evil.so', content: 'not a library' }]],
    config: { Entrypoint: ['/bin/perl', '-e', honestPerl], Env: ['LD_PRELOAD=/evil.so'] },
    ends: honest,
  },
  'options for the engine as words': {
    layers: [],
    config: {
      Entrypoint: ['/bin/perl', '-e', honestPerl, '--', '--network=host', '-v', '$(id)', '`id`', "'"],
      Env: ['X=$(id)`id`"\''],
    },
    ends: honest,
  },
};

sandboxed('hostile image in umoci and runsc', () => {
  it.each(Object.entries(images))(
    '%s',
    async (_, { layers, ends, config = { Entrypoint: ['/bin/perl', '-e', honestPerl] } }) => {
      if (!runsc) throw new Error('a test that should have been skipped');
      const workFolder = mkdtempSync(join(tmpdir(), 'tidemark-hostile-'));
      const image = `${workFolder}.tar`;
      try {
        writeFileSync(image, writeDockerArchive({ layers: [perlLayer, ...layers.map(writeTar)], config }));
        const input = { name: 'inputs.csv', bytes: Buffer.from('id,x\na,1\n') } as const;
        const outcome = await runContainer(
          { image, input, limits: testLimits, faultsAs: 'texts', workFolder },
          runsc,
        );
        expect(ends, outcome.ok ? '' : outcome.error.text).toContain(outcome.ok ? 'ok' : outcome.error.code);
        if (outcome.ok)
          expect(Buffer.from(outcome.value.output.bytes).toString()).toMatch(/^id,prediction\na,0\.\d+\n$/);
        expect(readdirSync(workFolder)).toEqual([]);
      } finally {
        rmSync(workFolder, { recursive: true });
        rmSync(image);
      }
      expect([readdirSync(outside), readFileSync(target, 'utf8')]).toEqual([['target'], 'untouched']);
    },
  );
});
