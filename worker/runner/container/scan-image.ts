import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ok, type Result, refuse } from '@/lib/core/result';
import { type ContainerFault, ImageRefused } from './container-fault';
import { type Blob, findCompression, openArchive } from './open-archive';
import { type Image, readManifest } from './read-manifest';
import { type ImageSize, scanLayer } from './scan-layer';

export type ScannedImage = {
  /** Path of a folder in OCI layout with one image, tagged `latest`. */
  readonly layout: string;
  readonly image: Image;
  readonly size: Readonly<ImageSize>;
};

export type ImageLimits = {
  readonly unpackedBytesMax: number;
  readonly layersMax: number;
  /** A word that replaces the image's own command. */
  readonly command?: string;
};

/** Docker's names of architectures, by Node's names. */
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
export const ownArchitecture = architectures[process.arch] ?? process.arch;

/**
 * Reads and checks an image's archive completely before any other program reads it: manifest, config, and
 * every entry of every layer. Writes an OCI layout whose JSON files are the runner's own and whose layers
 * have the stated digests.
 * @param archive path of the file as received @param layout an empty folder; receives the archive's files, up
 * to `unpackedBytesMax`
 */
export async function scanImage(
  archive: string,
  layout: string,
  limits: ImageLimits,
): Promise<Result<ScannedImage, ContainerFault>> {
  try {
    const blobFolder = join(layout, 'blobs', 'sha256');
    const files = await openArchive(archive, blobFolder, limits.unpackedBytesMax);
    const image = readManifest(files, ownArchitecture, limits);
    const size = await scanLayers(image, limits.unpackedBytesMax);
    const wanted = image.layers.map(({ path }) => basename(path));
    for (const name of readdirSync(blobFolder)) if (!wanted.includes(name)) rmSync(join(blobFolder, name));
    await writeLayout(layout, image);
    return ok({ layout, image, size });
  } catch (error) {
    if (error instanceof ImageRefused) return refuse({ code: error.code, text: error.message });
    throw error;
  }
}

async function scanLayers({ layers, diffIds }: Image, unpackedBytesMax: number): Promise<ImageSize> {
  const size = { unpackedBytes: 0, entries: 0 };
  for (const [index, layer] of layers.entries())
    await scanLayer(
      layer,
      { place: `Layer ${index + 1} of ${layers.length}`, diffId: diffIds[index] ?? '' },
      size,
      unpackedBytesMax,
    );
  return size;
}

/** Writes an OCI layout of the image. Source: OCI image specification 1.1, "Image Layout". */
async function writeLayout(layout: string, image: Image): Promise<void> {
  const addJson = (value: unknown): Blob => {
    const text = JSON.stringify(value);
    const hex = createHash('sha256').update(text).digest('hex');
    const path = join(layout, 'blobs', 'sha256', hex);
    writeFileSync(path, text);
    return { digest: `sha256:${hex}`, path, sizeBytes: Buffer.byteLength(text) };
  };
  const config = addJson({
    os: 'linux',
    architecture: image.architecture,
    config: {},
    rootfs: { type: 'layers', diff_ids: image.diffIds },
  });
  const manifest = addJson({
    schemaVersion: 2,
    mediaType: `${mediaType}.manifest.v1+json`,
    config: descriptorOf(config, `${mediaType}.config.v1+json`),
    layers: await Promise.all(image.layers.map(layerDescriptorOf)),
  });
  const latest = { 'org.opencontainers.image.ref.name': 'latest' };
  const index = {
    schemaVersion: 2,
    manifests: [{ ...descriptorOf(manifest, `${mediaType}.manifest.v1+json`), annotations: latest }],
  };
  writeFileSync(join(layout, 'index.json'), JSON.stringify(index));
  writeFileSync(join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
}

const mediaType = 'application/vnd.oci.image';

const descriptorOf = ({ digest, sizeBytes }: Blob, type: string) => ({
  mediaType: type,
  digest,
  size: sizeBytes,
});

const layerDescriptorOf = async (layer: Blob) =>
  descriptorOf(
    layer,
    `${mediaType}.layer.v1.tar${(await findCompression(layer.path)) === 'gzip' ? '+gzip' : ''}`,
  );
