import { type Archive, parseSha256Sums } from '@/lib/core/commitment/archive';
import { createWebCryptoHasher } from '@/lib/core/commitment/hasher';
import type { VerificationReport } from '@/lib/core/commitment/verification-report';
import { verifyArchive } from '@/lib/core/commitment/verify-archive';

export type BrowserMeasurement = { parsedSeconds: number; report: VerificationReport };

const fetchBytes = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(`/archive/${path}`)).arrayBuffer());

const archiveBytes = await fetchBytes('archive.json');

const startedMs = performance.now();

const archive: Archive = JSON.parse(new TextDecoder().decode(archiveBytes));

const parsedSeconds = (performance.now() - startedMs) / 1000;

const listed = parseSha256Sums(new TextDecoder().decode(await fetchBytes('SHA256SUMS')));

const report = await verifyArchive(
  {
    archive,
    archiveBytes,
    files: { listed, read: fetchBytes },
    published: [],
    knownRoot: null,
    ranking: null,
  },
  {
    hasher: createWebCryptoHasher(crypto.subtle),
    readClockMs: () => performance.now(),
    onProgress: () => {},
  },
);

self.postMessage({ parsedSeconds, report } satisfies BrowserMeasurement);
