import { createWebCryptoHasher } from '@/lib/core/commitment/hasher';
import { verifyArchive } from '@/lib/core/commitment/verify-archive';
import { openForVerification } from './open-for-verification';
import type { VerifyMessage, VerifyRequest } from './verification';

const tell = (message: VerifyMessage): void => self.postMessage(message);

addEventListener('message', async ({ data }: MessageEvent<VerifyRequest>) => {
  try {
    tell({ kind: 'progress', share: 0, doing: data.file ? 'reading the file' : 'fetching the archive' });
    const opened = await openForVerification(data);
    const report = await verifyArchive(opened, {
      hasher: createWebCryptoHasher(crypto.subtle),
      readClockMs: () => performance.now(),
      onProgress: (share, doing) => tell({ kind: 'progress', share, doing }),
    });
    tell({ kind: 'report', report });
  } catch (error) {
    tell({ kind: 'unreadable', why: error instanceof Error ? error.message : String(error) });
  }
});
