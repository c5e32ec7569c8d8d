/**
 * A terminal and npm each send a signal for the first Ctrl-C, so only a signal after this time counts as the
 * second Ctrl-C.
 */
const secondAfterMs = 1_000;

/**
 * Ends a process by signals: SIGTERM, SIGHUP and Ctrl-C begin `drain`, and another Ctrl-C calls `endNow`.
 * Further SIGTERMs change nothing: systemd sends one to each process, and a supervisor passes its own on. A
 * process with a channel to its parent also drains when the channel closes, as after SIGKILL of the parent.
 * @param endNow ends the process at once, even while `drain` is under way
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
