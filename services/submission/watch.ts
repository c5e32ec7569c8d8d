import { setTimeout as sleep } from 'node:timers/promises';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { isSettled } from '@/lib/core/submission/submission-state';
import type { Actor } from '../access/actor';
import { findSubmission } from './find';

const pollIntervalMs = 700;
const watchMaxMs = 10 * 60_000;

/**
 * A submission's changes as server-sent events, until it is finished and answered, the reader leaves, or ten minutes are over (an
 * EventSource comes back by itself).
 */
export async function watchSubmission(
  actor: Actor | null,
  id: string,
  left: AbortSignal,
): Promise<Result<ReadableStream<Uint8Array>, Refusal>> {
  const first = await findSubmission(actor, id);
  if (!first.ok) return first;
  const encoder = new TextEncoder();
  let told = '';
  const endsAt = performance.now() + watchMaxMs;
  return ok(
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        while (!left.aborted && performance.now() < endsAt) {
          const now = await findSubmission(actor, id);
          if (!now.ok) break;
          const data = JSON.stringify(now.value);
          if (data !== told) {
            told = data;
            controller.enqueue(encoder.encode(`event: submission\ndata: ${data}\n\n`));
            if (isSettled(now.value)) break;
            return;
          }
          await sleep(pollIntervalMs);
        }
        controller.close();
      },
    }),
  );
}
