import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { ownArchitecture, scanImage } from './scan-image';
import {
  extended,
  folder,
  hardLink,
  sha256,
  symbolicLink,
  type WrittenEntry,
  writeDockerArchive,
  writeEntry,
  writeOciArchive,
  writeTar,
} from './testing/write-image';

const place = mkdtempSync(join(tmpdir(), 'tidemark-scan-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const mebibyte = 1024 ** 2;
const limits = { unpackedBytesMax: 64 * mebibyte, layersMax: 100 };

let count = 0;

async function scan(archive: Uint8Array, unpackedBytesMax = limits.unpackedBytesMax) {
  const path = join(place, `archive-${count++}`);
  writeFileSync(path, archive);
  return scanImage(path, `${path}-layout`, { ...limits, unpackedBytesMax });
}

/** Makes an image archive with one layer of these entries. */
const imageOf = (...entries: readonly WrittenEntry[]): Buffer =>
  writeDockerArchive({ layers: [writeTar(entries)] });

const program: WrittenEntry = { name: 'app/predict', content: 'x'.repeat(5_000) };
const layer = writeTar([folder('app/'), program]);
const config = {
  Entrypoint: ['/app/predict'],
  Cmd: ['--fast'],
  Env: ['A=1=2', 'B'],
  WorkingDir: 'app/../app',
};

describe('scan of an honest image', () => {
  it.each([
    ['docker save', writeDockerArchive({ layers: [layer, layer], config })],
    ['docker save | gzip', gzipSync(writeDockerArchive({ layers: [layer, layer], config }))],
    ['an OCI archive with gzipped layers', writeOciArchive({ layers: [layer, layer], config })],
    ['a gzipped OCI archive', gzipSync(writeOciArchive({ layers: [layer, layer], config }))],
  ])('reads layers, size and program from %s', async (_, archive) => {
    const scanned = await scan(archive);
    if (!scanned.ok) throw new Error(scanned.error.text);
    const { image, size, layout } = scanned.value;
    expect(image.program).toEqual({
      args: ['/app/predict', '--fast'],
      env: ['A=1=2'],
      workingFolder: '/app',
    });
    expect(image.architecture).toBe(ownArchitecture);
    expect(image.diffIds).toEqual([`sha256:${sha256(layer)}`, `sha256:${sha256(layer)}`]);
    // Each of two layers has a folder, which takes one block, and a file of two blocks.
    expect(size).toEqual({ entries: 4, unpackedBytes: 2 * 3 * 4_096 });
    const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8'));
    const manifest = JSON.parse(
      readFileSync(join(layout, 'blobs', index.manifests[0].digest.replace(':', '/')), 'utf8'),
    );
    const named = [manifest.config.digest, ...manifest.layers.map((one: { digest: string }) => one.digest)];
    const expected = [...new Set([index.manifests[0].digest, ...named])].map((digest) =>
      digest.replace('sha256:', ''),
    );
    expect(readdirSync(join(layout, 'blobs', 'sha256')).sort()).toEqual(expected.sort());
  });

  it('reads names of PAX and GNU headers, links and whiteouts', async () => {
    const long = `app/${'n'.repeat(180)}`;
    const scanned = await scan(
      imageOf(
        folder('./'),
        extended({ path: long, mtime: '1.5', 'SCHILY.xattr.user.x': 'a=b' }),
        program,
        { name: '././@LongLink', type: 'L', content: `${long}2\0` },
        program,
        symbolicLink('lib', '/usr/lib'),
        symbolicLink('up', '../../../../etc/passwd'),
        hardLink('app/again', 'app/predict'),
        { name: 'app/.wh.gone' },
        { name: 'app/.wh..wh..opq' },
      ),
    );
    expect(scanned).toMatchObject({ ok: true, value: { size: { entries: 8 } } });
  });

  it('follows a link to an earlier layer, as Docker writes for equal ones', async () => {
    const plain = writeDockerArchive({ layers: [layer] });
    const linked = Buffer.concat([
      ...writeEntry(symbolicLink('twin/layer.tar', `../${sha256(layer)}/layer.tar`)),
      Buffer.from(plain.toString('latin1').replaceAll('mine:latest', 'mine:linked'), 'latin1'),
    ]);
    expect(await scan(linked)).toMatchObject({ ok: true });
  });
});

const many = (length: number) => Array.from({ length }, (_, index) => folder(`f${index}/`));

/** 2 GiB of zeros, compressed to 2 MB. */
const zeros = (() => {
  const part = gzipSync(Buffer.alloc(64 * mebibyte), { level: 9 });
  return Buffer.concat(Array.from({ length: 32 }, () => part));
})();
const [bombHeader = Buffer.alloc(0)] = writeEntry({ name: 'zeros', sizeBytes: 2 * 1024 ** 3 });

const broken = (change: (text: string) => string): Buffer => {
  const bytes = writeDockerArchive({ layers: [layer] });
  return Buffer.from(change(bytes.toString('latin1')), 'latin1');
};

/** Refused archives, by the code of the refusal and a name. */
const refused: Readonly<
  Record<string, Readonly<Record<string, readonly [archive: () => Buffer, text: RegExp]>>>
> = {
  image_format: {
    'an empty file': [() => Buffer.alloc(0), /it is empty/],
    'a text': [() => Buffer.alloc(2_000, 'id,label\n'), /number that is not by the standard/],
    'an archive of other files': [() => writeTar([program]), /no manifest\.json/],
    'an archive that is cut off': [() => imageOf(program).subarray(0, 3_000), /cut off/],
    'a gzip stream that is cut off': [() => gzipSync(imageOf(program)).subarray(0, 150), /gzip/],
    'an archive compressed with zstd': [() => Buffer.from('28b52ffd00', 'hex'), /zstd/],
    'a wrong checksum': [
      () => broken((text) => text.replace('app/predict', 'app/Predict')),
      /Layer 1 of 1 .*checksum/,
    ],
    'a layer with another hash than the config says': [
      () => writeDockerArchive({ layers: [layer], diffIds: [`sha256:${'0'.repeat(64)}`] }),
      /Layer 1 of 1 has the hash/,
    ],
    'an OCI layer with another hash than its name': [
      () => {
        const archive = writeOciArchive({ layers: [layer] }, (bytes) => bytes);
        archive[archive.indexOf('x'.repeat(100))] = 0x79;
        return archive;
      },
      /has the hash/,
    ],
    'more layers than digests': [
      () => writeDockerArchive({ layers: [layer], diffIds: [] }),
      /lists 1 layers/,
    ],
    'a missing layer': [
      () =>
        writeTar([
          { name: 'manifest.json', content: JSON.stringify([{ Config: 'c', Layers: ['gone/layer.tar'] }]) },
          { name: 'c', content: '{}' },
        ]),
      /"gone\/layer.tar", which its manifest names, is missing/,
    ],
    'a manifest of 2 MB': [
      () => writeTar([{ name: 'manifest.json', content: ' '.repeat(2e6) }]),
      /more than 1048576 bytes/,
    ],
    'a manifest that is not JSON': [() => writeTar([{ name: 'manifest.json', content: '[' }]), /not JSON/],
    'a manifest of another form': [() => writeTar([{ name: 'manifest.json', content: '{}' }]), /wrong at/],
    'two images': [
      () =>
        writeTar([
          { name: 'manifest.json', content: JSON.stringify([1, 2].map(() => ({ Config: 'c', Layers: [] }))) },
        ]),
      /2 images/,
    ],
    'a sparse file': [() => imageOf(extended({ 'GNU.sparse.realsize': '9999999999' }), program), /sparse/],
    'an old sparse file': [() => imageOf({ name: 'a', type: 'S' }), /unsupported type "S"/],
    'a global header': [() => imageOf({ name: 'g', type: 'g' }), /unsupported type "g"/],
    'two names of a file': [
      () => imageOf(extended({ path: 'a' }), extended({ path: 'b' }), program),
      /twice/,
    ],
    'an extended header of 2 MB': [() => imageOf(extended({ path: 'a'.repeat(2e6) }), program), /1 MiB/],
    'a link with content': [() => imageOf({ name: 'a', type: '1', linkName: 'b', content: 'c' }), /content/],
    'a layer that is cut off': [
      () => writeDockerArchive({ layers: [layer.subarray(0, 2_000)] }),
      /Layer 1 of 1 .*cut off/,
    ],
    'an argument with a zero byte': [
      () => writeDockerArchive({ layers: [layer], config: { Cmd: ['a\0b'] } }),
      /zero bytes/,
    ],
    'an environment of 20,000 control characters, which JSON writes with six': [
      () =>
        writeDockerArchive({ layers: [layer], config: { Cmd: ['a'], Env: [`A=${'\x01'.repeat(20_000)}`] } }),
      /more than 100000 bytes/,
    ],
  },
  image_too_large: {
    'a layer bomb of 2 GiB': [
      () => writeOciArchive({ layers: [layer] }, () => Buffer.concat([gzipSync(bombHeader), zeros])),
      /more than 67108864 bytes/,
    ],
    'a bomb behind the end of a layer': [
      () => writeOciArchive({ layers: [layer] }, (bytes) => Buffer.concat([gzipSync(bytes), zeros])),
      /more than/,
    ],
    'a bomb as archive': [() => Buffer.concat([gzipSync(bombHeader), zeros]), /more than/],
    '20,000 small files above the limit': [() => imageOf(...many(20_000)), /more than/],
    '101 layers': [
      () => writeDockerArchive({ layers: Array.from({ length: 101 }, () => layer) }),
      /101 layers/,
    ],
  },
  layer_path: {
    'a path with ..': [() => imageOf({ name: 'a/../../etc/passwd' }), /"a\/\.\.\/\.\.\/etc\/passwd"/],
    'an absolute path': [() => imageOf({ name: '/etc/passwd' }), /"\/etc\/passwd"/],
    'an absolute path in an extended header': [
      () => imageOf(extended({ path: '/etc/passwd' }), program),
      /etc/,
    ],
    'a hard link out of the root': [() => imageOf(hardLink('a', '../../etc/shadow')), /hard link "a"/],
    'an absolute hard link': [() => imageOf(hardLink('a', '/etc/shadow')), /hard link "a"/],
    'a link as root': [() => imageOf(symbolicLink('./', '/')), /as its root/],
    'a disk': [() => imageOf({ name: 'dev/sda', type: '4' }), /device at "dev\/sda"/],
    'a character device': [() => imageOf({ name: 'dev/mem', type: '3' }), /device/],
    'a fifo': [() => imageOf({ name: 'pipe', type: '6' }), /fifo/],
    'a whiteout of its folder': [() => imageOf({ name: 'a/.wh..' }), /whiteout/],
    'a whiteout of its parent': [() => imageOf({ name: 'a/.wh...' }), /whiteout/],
    'a whiteout of nothing': [() => imageOf({ name: 'a/.wh.' }), /whiteout/],
    'a whiteout of whiteouts': [() => imageOf({ name: '.wh..wh.plnk' }), /whiteout/],
    'a name of 300 bytes': [() => imageOf(extended({ path: 'a'.repeat(300) }), program), /255/],
    'a path of 300 folders': [
      () => imageOf(extended({ path: 'd/'.repeat(300) }), folder('d/')),
      /250 folders/,
    ],
  },
  architecture: {
    'another architecture': [
      () => writeDockerArchive({ layers: [layer], architecture: 's390x' }),
      /--platform linux/,
    ],
    'another system': [() => writeDockerArchive({ layers: [layer], os: 'windows' }), /windows/],
  },
  no_entrypoint: {
    'no ENTRYPOINT': [() => writeDockerArchive({ layers: [layer], config: { Env: [] } }), /ENTRYPOINT/],
  },
};

describe('scan of a hostile or damaged image', () => {
  const cases = Object.entries(refused).flatMap(([code, archives]) =>
    Object.entries(archives).map(([name, [make, text]]) => ({ name, make, code, text })),
  );

  it.each(cases)('refuses $name', async ({ make, code, text }) => {
    const archive = make();
    const [startedAt, memoryBefore] = [performance.now(), process.memoryUsage().rss];
    const scanned = await scan(archive);
    expect(scanned).toMatchObject({ ok: false, error: { code } });
    expect(!scanned.ok && scanned.error.text).toMatch(text);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(200 * mebibyte);
  });

  it('refuses a million files in an archive of 3 MB', async () => {
    const [header = Buffer.alloc(0)] = writeEntry({ name: 'again' });
    const part = gzipSync(Buffer.alloc(62_500 * header.byteLength, header));
    const million = Buffer.concat(Array.from({ length: 16 }, () => part));
    const archive = writeOciArchive({ layers: [layer] }, () => million);
    expect(archive.byteLength).toBeLessThan(3e6);
    expect(await scan(archive, 16 * 1024 ** 3)).toMatchObject({
      ok: false,
      error: { code: 'image_too_large', text: expect.stringContaining('more than 400000 files') },
    });
  });
});
