import { describeFault } from '@/adapters/faults';
import type { WebPlatform } from '@/adapters/web-platform';
import { deliverNotices } from '@/services/publication/deliver-notices';

/** A running delivery; `stop` resolves when the mail that is under way is done with. */
export type RunningDelivery = { stop: () => Promise<void> };

/** Delivers notices every `everyMs` until it is stopped. Whatever fails is logged and tried again at the next turn. */
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
        // Its words may quote what a query was asked, so only its kind is told.
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
