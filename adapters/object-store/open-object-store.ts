import { z } from 'zod';
import { cacheFor } from '../cache-for';
import { folderStore } from './folder-store';
import type { ObjectStore } from './object-store';
import type { S3Place } from './s3-store';

/** An empty setting counts as not set. */
const optionalSetting = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Settings of the object store, which must be equal in the web process and the scorer. */
export const objectStoreSettings = {
  /** The path of a folder, or `s3://bucket/prefix`. */
  TIDEMARK_OBJECT_STORE: z.string().min(1),
  /** The S3 service's URL; AWS by default. */
  S3_ENDPOINT: optionalSetting(z.url({ protocol: /^https?$/ })),
  S3_REGION: optionalSetting(z.string()),
  S3_ACCESS_KEY_ID: optionalSetting(z.string()),
  S3_SECRET_ACCESS_KEY: optionalSetting(z.string()),
};

export type ObjectStoreSettings = z.output<z.ZodObject<typeof objectStoreSettings>>;

export type ObjectStorePlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | ({ readonly kind: 's3' } & S3Place);

const bucketPattern = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const prefixPattern = /^([a-zA-Z0-9][\w.-]*\/)*$/;

/** @throws with a message for the operator, which contains no secret */
export function parseObjectStorePlace(settings: ObjectStoreSettings): ObjectStorePlace {
  const address = settings.TIDEMARK_OBJECT_STORE;
  if (!address.startsWith('s3://')) {
    if (/^[a-z0-9+.-]+:\/\//i.test(address))
      throw new Error(`TIDEMARK_OBJECT_STORE is ${address}: expected a folder, or s3://bucket/prefix.`);
    return { kind: 'folder', folder: address };
  }
  const [bucket = '', ...segments] = address.slice('s3://'.length).replace(/\/+$/, '').split('/');
  const prefix = segments.map((segment) => `${segment}/`).join('');
  if (!bucketPattern.test(bucket) || !prefixPattern.test(prefix))
    throw new Error(
      `TIDEMARK_OBJECT_STORE is ${address}: expected s3://bucket/prefix, with letters, digits, . and -.`,
    );
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error(
      `TIDEMARK_OBJECT_STORE is ${address}, which needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.`,
    );
  return {
    kind: 's3',
    ...{ bucket, prefix, accessKeyId, secretAccessKey },
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION ?? 'us-east-1',
  };
}

/**
 * Reads the object store's place from the operator's environment; the default is a folder of the site.
 * @throws with a message for the operator, which contains no secret
 */
export function readObjectStorePlace(
  environment: Readonly<Record<string, string | undefined>>,
  ownFolder: string,
): ObjectStorePlace {
  const TIDEMARK_OBJECT_STORE = environment.TIDEMARK_OBJECT_STORE || ownFolder;
  const parsed = z.object(objectStoreSettings).safeParse({ ...environment, TIDEMARK_OBJECT_STORE });
  if (parsed.success) return parseObjectStorePlace(parsed.data);
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}

/** The S3 client is imported only where a site uses it, because it is large. */
export async function openObjectStore(place: ObjectStorePlace): Promise<ObjectStore> {
  if (place.kind === 'folder') return folderStore(place.folder);
  const { s3Store } = await import('./s3-store');
  return s3Store(place);
}

/** S3 services charge for each request, so the store is probed at most this often. */
const probeEveryMs = 5_000;

/**
 * @returns a function that resolves to true if the object store responds, and asks it at most every five
 * seconds
 */
export const probeOf = (objects: Pick<ObjectStore, 'has'>): (() => Promise<boolean>) =>
  cacheFor(probeEveryMs, () =>
    // The key needn't exist: any response proves that the store responds.
    objects.has('probe').then(
      () => true,
      () => false,
    ),
  );

/** Folders on whose disk objects are stored; none for a bucket. */
export const foldersOf = (place: ObjectStorePlace): string[] =>
  place.kind === 'folder' ? [place.folder] : [];

/** Formats the place for the operator, without credentials. */
export const formatPlace = (place: ObjectStorePlace): string =>
  place.kind === 'folder'
    ? place.folder
    : `s3://${place.bucket}/${place.prefix}${place.endpoint === undefined ? '' : ` at ${place.endpoint}`}`;
