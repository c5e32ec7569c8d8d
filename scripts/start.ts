import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readFileSettings } from '@/adapters/environment';
import { onStopSignals } from '@/adapters/stop-signals';
import type { Result } from '@/lib/core/result';
import { describeError, formatSeconds, say } from './start/progress';
import { parseSiteSettings } from './start/site-settings';
import { type StartedPart, startSite } from './start/start-site';

const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);
const resolvePath = (path: string) => resolve(root, path);
const ambient = unwrapOrExit(readFileSettings(process.env, resolvePath));
const settings = unwrapOrExit(parseSiteSettings(ambient, resolvePath));
const parts: StartedPart[] = [];
const drained: StartedPart[] = [];
const interruption = new AbortController();

const stopAll = async () => {
  for (const part of parts) part.drain?.();
  for (let part = parts.pop(); part; part = parts.pop()) {
    drained.push(part);
    await part.stop().catch((error: Error) => say(error.message));
  }
};

const starting = startSite({
  root,
  settings,
  ambient,
  onStarted: (part) => parts.push(part),
  signal: interruption.signal,
});

onStopSignals(
  async () => {
    interruption.abort();
    say('Stopping: what is under way has half a minute to end. Ctrl-C again stops at once.');
    await stopAll();
    // The step that was running at the stop may still start a process, so it is awaited first.
    await starting.catch(() => {});
    await stopAll();
    process.exit(0);
  },
  () => {
    for (const part of [...parts, ...drained]) part.hurry?.();
  },
);

try {
  const { demo } = await starting;
  const isPlaying = await Promise.race([demo.then(() => false), setImmediate(true)]);
  say(
    [
      '',
      `Tidemark is at ${settings.publicUrl} (started in ${formatSeconds(performance.now())})`,
      ...(isPlaying ? ['The demo is still being played: its benchmarks appear one by one.'] : []),
      settings.hasInbox
        ? `Sign in with any e-mail address; the link arrives at ${settings.publicUrl}/inbox`
        : 'Sign in with the links the site mails, or with the providers that are set.',
      'An API token: npm run admin -- create-token --email a@example.org',
      'Ctrl-C stops everything.',
    ].join('\n'),
  );
} catch (error) {
  if (!interruption.signal.aborted) {
    say(`\n${describeError(error)}`);
    await stopAll();
    process.exit(1);
  }
}

function unwrapOrExit<T>(result: Result<T, string>): T {
  if (result.ok) return result.value;
  say(result.error);
  process.exit(1);
}
