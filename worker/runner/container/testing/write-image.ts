import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ownArchitecture } from '../scan-image';

/** An entry of a hostile archive: every field is written as given. */
export type WrittenEntry = {
  readonly name: string;
  readonly type?: string;
  readonly content?: Uint8Array | string;
  readonly linkName?: string;
  readonly mode?: number;
  /** The size that the header states, if it differs from the content's. */
  readonly sizeBytes?: number;
  readonly magic?: string;
};

export const folder = (name: string): WrittenEntry => ({ name, type: '5', mode: 0o755 });
export const symbolicLink = (name: string, linkName: string): WrittenEntry => ({ name, type: '2', linkName });
export const hardLink = (name: string, linkName: string): WrittenEntry => ({ name, type: '1', linkName });
export const extended = (values: Readonly<Record<string, string>>): WrittenEntry => ({
  name: 'PaxHeaders/x',
  type: 'x',
  content: Object.entries(values).map(writeRecord).join(''),
});

function writeRecord([name, value]: [string, string]): string {
  const rest = ` ${name}=${value}\n`;
  const length = Buffer.byteLength(rest);
  const digits = String(length + String(length + 2).length);
  return digits + rest;
}

const blockBytes = 512;

/** Writes a tar archive by POSIX.1-2017, with two final blocks of zeros. */
export const writeTar = (entries: readonly WrittenEntry[]): Buffer =>
  Buffer.concat([...entries.flatMap(writeEntry), Buffer.alloc(2 * blockBytes)]);

/** Returns header, content and padding of an entry. */
export function writeEntry(entry: WrittenEntry): Buffer[] {
  const content = Buffer.from(entry.content ?? '');
  const header = Buffer.alloc(blockBytes);
  // Writes one byte for each character, so that names may be invalid UTF-8.
  const put = (text: string, at: number) => header.write(text, at, 'latin1');
  put(entry.name, 0);
  put((entry.mode ?? 0o755).toString(8).padStart(7, '0'), 100);
  put('0000000', 108);
  put('0000000', 116);
  put((entry.sizeBytes ?? content.byteLength).toString(8).padStart(11, '0'), 124);
  put('00000000000', 136);
  header.fill(' ', 148, 156);
  put(entry.type ?? '0', 156);
  put(entry.linkName ?? '', 157);
  put(entry.magic ?? 'ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, content, Buffer.alloc((blockBytes - (content.byteLength % blockBytes)) % blockBytes)];
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export type WrittenImage = {
  /** Uncompressed layers, lowest first. */
  readonly layers: readonly Buffer[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly architecture?: string;
  readonly os?: string;
  /** Digests to state instead of the layers' own. */
  readonly diffIds?: readonly string[];
};

const composeConfig = ({ layers, config, architecture, os, diffIds }: WrittenImage): Buffer =>
  Buffer.from(
    JSON.stringify({
      os: os ?? 'linux',
      architecture: architecture ?? ownArchitecture,
      config: config ?? { Entrypoint: ['/bin/sh'] },
      rootfs: { type: 'layers', diff_ids: diffIds ?? layers.map((layer) => `sha256:${sha256(layer)}`) },
    }),
  );

/** Writes an image as `docker save` of Docker 20 to 24 does. */
export function writeDockerArchive(image: WrittenImage): Buffer {
  const config = composeConfig(image);
  const named = image.layers.map((layer) => ({ name: `${sha256(layer)}/layer.tar`, content: layer }));
  const manifest = [
    {
      Config: `${sha256(config)}.json`,
      RepoTags: ['mine:latest'],
      Layers: named.map(({ name }) => name),
    },
  ];
  const isFirst = ({ name }: { name: string }, index: number) =>
    named.findIndex((other) => other.name === name) === index;
  return writeTar([
    ...named.filter(isFirst),
    { name: `${sha256(config)}.json`, content: config },
    { name: 'manifest.json', content: JSON.stringify(manifest) },
  ]);
}

/** Writes an OCI layout in a tar archive, with gzipped layers. */
export function writeOciArchive(
  image: WrittenImage,
  layerOf: (bytes: Buffer) => Buffer = (bytes) => gzipSync(bytes),
): Buffer {
  const blobs: Buffer[] = [];
  const add = (bytes: Buffer) => {
    blobs.push(bytes);
    return { digest: `sha256:${sha256(bytes)}`, size: bytes.byteLength };
  };
  const layers = image.layers.map((layer) => add(layerOf(layer)));
  const config = add(composeConfig(image));
  const manifest = add(Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers })));
  const index = { schemaVersion: 2, manifests: [manifest] };
  return writeTar([
    { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' },
    { name: 'index.json', content: JSON.stringify(index) },
    ...blobs.map((bytes) => ({ name: `blobs/sha256/${sha256(bytes)}`, content: bytes })),
  ]);
}
