import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import type { Archive } from '@/lib/core/commitment/archive';
import { createWebCryptoHasher } from '@/lib/core/commitment/hasher';
import type { VerificationReport } from '@/lib/core/commitment/verification-report';
import { verifyArchive } from '@/lib/core/commitment/verify-archive';

export type BrowserMeasurement = { parsedSeconds: number; report: VerificationReport };

const fetchFile = (path: string): Promise<Response> => fetch(`/archive/${path}`);

const fetchBytes = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetchFile(path)).arrayBuffer());

const archiveBytes = await fetchBytes('archive.json');

const startedMs = performance.now();

const archive: Archive = JSON.parse(new TextDecoder().decode(archiveBytes));

const parsedSeconds = (performance.now() - startedMs) / 1000;

const report = await verifyArchive(
  {
    archive,
    archiveBytes,
    files: {
      listed: null,
      listNames: async () => null,
      irregularities: [],
      read: async (path) => ((await fetchFile(path)).ok ? fetchBytes(path) : null),
    },
    published: [],
    knownRoot: archive.commitment.root,
    knownSha256: null,
    ranking: null,
  },
  {
    hasher: createWebCryptoHasher(crypto.subtle),
    rebuild: rebuildArchive,
    readClockMs: () => performance.now(),
    onProgress: () => {},
  },
);

self.postMessage({ parsedSeconds, report } satisfies BrowserMeasurement);
