import { Readable } from 'node:stream';
import type { PythonWheel } from '@/adapters/python-client';
import { webPlatform } from '@/adapters/web-platform';
import type { ServedFile } from '@/lib/contracts/data-files';
import { ok, type Result, refuse } from '@/lib/core/result';

/** The Python client of the same version as the site, for its download page. */
export async function findPythonClient(): Promise<Omit<PythonWheel, 'bytes'> & { byteCount: number }> {
  const { bytes, ...facts } = await webPlatform().pythonClient();
  return { ...facts, byteCount: bytes.byteLength };
}

export async function findPythonClientFile(name: string): Promise<Result<ServedFile>> {
  const { fileName, sha256, bytes } = await webPlatform().pythonClient();
  if (name !== fileName) return refuse({ kind: 'not_found', what: 'file of the Python client' });
  return ok({
    fileName,
    mediaType: 'application/zip',
    etag: sha256,
    open: async (firstByte = 0) => ({
      stream: Readable.from([bytes.subarray(firstByte)]),
      byteCount: bytes.byteLength,
    }),
  });
}
