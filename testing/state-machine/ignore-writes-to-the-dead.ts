/**
 * postgres 3.4.9 writes once more to a connection that was killed within a transaction, and throws where no caller can catch it
 * (its issues 1154 and 1208). While connections are killed on purpose, that error and no other is hidden from the test runner.
 * @returns restores the handlers
 */
export function ignoreWritesToTheDead(): () => void {
  const listeners = process.listeners('uncaughtException');
  const filter: NodeJS.UncaughtExceptionListener = (error, origin) => {
    const isWriteToTheDead = error instanceof TypeError && /\bnextWrite\b/.test(error.stack ?? '');
    if (!isWriteToTheDead) for (const listener of listeners) listener(error, origin);
  };
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', filter);
  return () => {
    process.off('uncaughtException', filter);
    for (const listener of listeners) process.on('uncaughtException', listener);
  };
}
