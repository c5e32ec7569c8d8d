import { describe, expect, it, vi } from 'vitest';
import { foldersOf, formatPlace, openObjectStore, readObjectStorePlace } from './open-object-store';

const keys = { S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'a secret' };

describe('setting of the object store’s place', () => {
  it('defaults to the site’s own folder where no setting names another', () => {
    const place = readObjectStorePlace({ TIDEMARK_OBJECT_STORE: '' }, '/data/objects');
    expect(place).toEqual({ kind: 'folder', folder: '/data/objects' });
    expect(foldersOf(place)).toEqual(['/data/objects']);
  });

  it('gives bucket, prefix, endpoint and region of an S3 store', () => {
    const environment = {
      ...keys,
      TIDEMARK_OBJECT_STORE: 's3://a-bucket/sites/one/',
      S3_ENDPOINT: 'https://s3.example.org:9000',
      S3_REGION: '',
    };
    const place = readObjectStorePlace(environment, '/data/objects');
    expect(place).toMatchObject({
      ...{ kind: 's3', bucket: 'a-bucket', prefix: 'sites/one/' },
      ...{ endpoint: 'https://s3.example.org:9000', region: 'us-east-1', accessKeyId: 'key' },
    });
    expect(foldersOf(place)).toEqual([]);
    expect(formatPlace(place)).toBe('s3://a-bucket/sites/one/ at https://s3.example.org:9000');
    expect(readObjectStorePlace({ ...keys, TIDEMARK_OBJECT_STORE: 's3://a-bucket' }, '')).toMatchObject({
      ...{ prefix: '', endpoint: undefined },
    });
  });

  it.each([
    ['another scheme', { TIDEMARK_OBJECT_STORE: 'gs://bucket' }, 'expected a folder, or s3://'],
    ['no bucket', { ...keys, TIDEMARK_OBJECT_STORE: 's3://' }, 'expected s3://bucket/prefix'],
    ['a prefix that leads out', { ...keys, TIDEMARK_OBJECT_STORE: 's3://bucket/../a' }, 'expected s3://'],
    ['no credentials', { TIDEMARK_OBJECT_STORE: 's3://bucket' }, 'needs S3_ACCESS_KEY_ID and'],
    [
      'an endpoint that is no address',
      { ...keys, TIDEMARK_OBJECT_STORE: 's3://bucket', S3_ENDPOINT: 'x' },
      'S3_ENDPOINT',
    ],
  ])('refuses %s with a message that contains no secret', (_, environment, message) => {
    const read = () => readObjectStorePlace(environment, '/data/objects');
    expect(read).toThrow(message);
    expect(read).not.toThrow('a secret');
  });
});

describe('object store in a bucket', () => {
  it('opens without a warning on each supported version of Node, whose warnings the log would show as errors', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    try {
      await openObjectStore(readObjectStorePlace({ ...keys, TIDEMARK_OBJECT_STORE: 's3://bucket' }, ''));
      expect(warn).not.toHaveBeenCalled();
    } finally {
      warn.mockRestore();
    }
  });
});
