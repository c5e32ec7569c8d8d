import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { z } from 'zod';
import { ImageRefused, quote } from './container-fault';
import { type Archive, type Blob, notAnImage } from './open-archive';

/** An image as described by its manifest and config. */
export type Image = {
  /** SHA-256 of the config: Docker's image id. */
  readonly digest: string;
  readonly architecture: string;
  /** Layers of the image, lowest first. */
  readonly layers: readonly Blob[];
  /** SHA-256 of each layer's uncompressed bytes. */
  readonly diffIds: readonly string[];
  readonly program: ImageProgram;
};

/** The process that an image starts. */
export type ImageProgram = {
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly workingFolder: string;
};

const jsonBytesMax = 1024 ** 2;
const nestedMax = 2;

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'a SHA-256 digest');
const path = z.string().min(1).max(4_096);

const dockerManifest = z.array(z.object({ Config: path, Layers: z.array(path).max(1_000) })).max(100);

const descriptor = z.object({
  digest,
  platform: z.object({ os: z.string(), architecture: z.string() }).optional(),
});
const ociIndex = z.object({ manifests: z.array(descriptor).max(100) });
const ociManifest = z.object({ config: descriptor, layers: z.array(descriptor).max(1_000) });
const indexOrManifest = z.union([ociIndex, ociManifest]);

/** NUL is forbidden, because the kernel would end the text there. */
const word = z
  .string()
  .max(32_768)
  .refine((text) => !text.includes('\0'), 'a text without zero bytes');
const words = z.array(word).max(1_000).nullish();

const configSchema = z.object({
  os: z.string(),
  architecture: z.string(),
  rootfs: z.object({ type: z.literal('layers'), diff_ids: z.array(digest).max(1_000) }),
  config: z
    .object({ Entrypoint: words, Cmd: words, Env: words, WorkingDir: word.max(4_096).nullish() })
    .nullish(),
});

/** Maximum size of the program as JSON, which is passed as one argument: the kernel allows 131,072 bytes. */
const programBytesMax = 100_000;

/**
 * Reads the manifest of the only image in an archive: Docker's `manifest.json`, or OCI's `index.json`.
 * @param architecture this machine's, in Docker's words @param command a word that replaces the image's own
 * command @throws ImageRefused for an invalid manifest, several images, or another architecture
 */
export function readManifest(
  archive: Archive,
  architecture: string,
  { layersMax, command }: { readonly layersMax: number; readonly command?: string | undefined },
): Image {
  const { config, layers } = findImage(archive, architecture);
  const { os, architecture: built, rootfs, config: run } = parseJson(config, configSchema, 'config');
  if (os !== 'linux' || built !== architecture) throw otherArchitecture(`${os}/${built}`, architecture);
  if (layers.length > layersMax)
    throw new ImageRefused(
      'image_too_large',
      `The image has ${layers.length} layers; at most ${layersMax} are accepted. Join instructions of the Dockerfile, or build in several stages.`,
    );
  if (layers.length !== rootfs.diff_ids.length)
    throw notAnImage(`its manifest lists ${layers.length} layers, and its config ${rootfs.diff_ids.length}`);
  const entrypoint = run?.Entrypoint ?? [];
  if (command !== undefined && entrypoint.length === 0)
    throw new ImageRefused(
      'no_entrypoint',
      `The image has no ENTRYPOINT, which gets the word ${quote(command)} in place of CMD. Add one to the Dockerfile, for example: ENTRYPOINT ["python3", "/app/main.py"]`,
    );
  const args = [...entrypoint, ...(command === undefined ? (run?.Cmd ?? []) : [command])];
  if (args.length === 0 || args[0] === '')
    throw new ImageRefused(
      'no_entrypoint',
      'The image has neither ENTRYPOINT nor CMD. Add one to the Dockerfile, for example: ENTRYPOINT ["python3", "/app/predict.py"]',
    );
  const env = run?.Env ?? [];
  if (Buffer.byteLength(JSON.stringify([args, env])) > programBytesMax)
    throw notAnImage(`its ENTRYPOINT, CMD and ENV have more than ${programBytesMax} bytes`);
  return {
    digest: config.digest,
    architecture: built,
    layers,
    diffIds: rootfs.diff_ids,
    program: {
      args,
      env: env.filter((text) => text.indexOf('=') > 0),
      workingFolder: posix.join('/', run?.WorkingDir ?? ''),
    },
  };
}

const otherArchitecture = (found: string, expected: string): ImageRefused =>
  new ImageRefused(
    'architecture',
    `The image is for ${quote(found)}; it runs on linux/${expected}. Build it with: docker build --platform linux/${expected}`,
  );

type FoundImage = { readonly config: Blob; readonly layers: readonly Blob[] };

function findImage(archive: Archive, architecture: string): FoundImage {
  const docker = archive.find('manifest.json');
  if (docker) return findDockerImage(archive, parseJson(docker, dockerManifest, 'manifest.json'));
  const oci = archive.find('index.json');
  if (oci) return findOciImage(archive, parseJson(oci, ociIndex, 'index.json'), architecture);
  throw notAnImage(archive.isEmpty ? 'it is empty' : 'it has no manifest.json and no index.json');
}

function findDockerImage(archive: Archive, images: z.output<typeof dockerManifest>): FoundImage {
  const [image, another] = images;
  if (!image || another) throw notAnImage(`it has ${images.length} images, where one is expected`);
  const config = requireFile(archive, image.Config);
  const [named] = /[0-9a-f]{64}/.exec(image.Config) ?? [];
  if (named && config.digest !== `sha256:${named}`)
    throw notAnImage(`the config ${quote(image.Config)} has another hash than its name says`);
  return { config, layers: image.Layers.map((name) => requireFile(archive, name)) };
}

/** Follows indexes for several platforms to the one manifest of this architecture. */
function findOciImage(
  archive: Archive,
  index: z.output<typeof ociIndex>,
  architecture: string,
  depth = 0,
): FoundImage {
  // BuildKit adds attestations, which have the platform `unknown`.
  const images = index.manifests.filter(({ platform }) => platform?.os !== 'unknown');
  const [image, another] = images.filter(
    ({ platform }) => !platform || (platform.os === 'linux' && platform.architecture === architecture),
  );
  const [foreign] = images;
  if (!image && foreign?.platform)
    throw otherArchitecture(`${foreign.platform.os}/${foreign.platform.architecture}`, architecture);
  if (!image || another) throw notAnImage(`it has ${images.length} images, where one is expected`);
  const found = parseJson(requireDigest(archive, image.digest), indexOrManifest, 'manifest');
  if (!('manifests' in found))
    return {
      config: requireDigest(archive, found.config.digest),
      layers: found.layers.map((layer) => requireDigest(archive, layer.digest)),
    };
  if (depth === nestedMax) throw notAnImage('its indexes are nested too deep');
  return findOciImage(archive, found, architecture, depth + 1);
}

function requireFile(archive: Archive, name: string): Blob {
  const blob = archive.find(name);
  if (!blob) throw notAnImage(`the file ${quote(name)}, which its manifest names, is missing`);
  return blob;
}

/**
 * Returns the blob with this digest, which is also its name in the archive. Throws if the content has another
 * digest.
 */
function requireDigest(archive: Archive, expected: string): Blob {
  const name = `blobs/${expected.replace(':', '/')}`;
  const blob = requireFile(archive, name);
  if (blob.digest !== expected) throw notAnImage(`the file ${name} has the hash ${blob.digest}`);
  return blob;
}

function parseJson<Schema extends z.ZodType>(blob: Blob, schema: Schema, place: string): z.output<Schema> {
  if (blob.sizeBytes > jsonBytesMax) throw notAnImage(`its ${place} has more than ${jsonBytesMax} bytes`);
  const parsed = schema.safeParse(readJson(blob, place));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw notAnImage(
    `its ${place} is wrong at ${quote(issue?.path.join('.') ?? '')}: ${quote(issue?.message ?? '')}`,
  );
}

function readJson(blob: Blob, place: string): unknown {
  try {
    return JSON.parse(readFileSync(blob.path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw notAnImage(`its ${place} is not JSON`);
    throw error;
  }
}
