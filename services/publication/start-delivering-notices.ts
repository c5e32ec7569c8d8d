import { describeFault } from '@/adapters/faults';
import type { WebPlatform } from '@/adapters/web-platform';
import { deliverNotices } from '@/services/publication/deliver-notices';

/** A running delivery; `stop` resolves after the current mail. */
export type RunningDelivery = { stop: () => Promise<void> };

/** Delivers notices every `everyMs` until it is stopped. A failure is logged, and the next turn tries again. */
export function startDelivering(platform: WebPlatform, everyMs = 5_000): RunningDelivery {
  const stopping = new AbortController();
  const done = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const { sent, failed, failures } = await deliverNotices(platform, stopping.signal);
        if (sent + failures.length > 0)
          console.log(
            `mail: ${sent} sent, ${failed} failed${failures.length > 0 ? ` (${[...new Set(failures)].join(', ')})` : ''}`,
          );
      } catch (error) {
        // Its message may quote a query's parameters, so only its kind is logged.
        console.error(
          `mail: delivery stopped by ${describeFault(error).cause ?? describeFault(error).fault}; trying again`,
        );
      }
      await sleep(everyMs, stopping.signal);
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}

/** Resolves early when the signal is aborted. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(finish, ms);
    function finish() {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
    signal.addEventListener('abort', finish);
  });
}
