/** A terminal and npm each send the first Ctrl-C, so a second one counts from here on. */
const secondAfterMs = 1_000;

/**
 * Ends a process by its signals: SIGTERM, SIGHUP and Ctrl-C begin to drain it, and another Ctrl-C ends it at once. Further SIGTERMs
 * change nothing: systemd sends one to each process, and a supervisor passes its own on. A process with a channel to its parent also
 * drains when that closes, as after SIGKILL of the parent.
 * @param endNow follows `drain`, which may be under way
 */
export function onStopSignals(
  drain: () => void,
  endNow: () => void,
  signals: Pick<NodeJS.EventEmitter, 'on'> = process,
): void {
  let drainingSince: number | undefined;
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT', 'disconnect'] as const)
    signals.on(signal, () => {
      if (drainingSince === undefined) {
        drainingSince = performance.now();
        drain();
      } else if (signal === 'SIGINT' && performance.now() - drainingSince >= secondAfterMs) endNow();
    });
}
