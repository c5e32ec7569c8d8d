import pino from 'pino';
import { describeFault, runScorer } from './run-scorer';
import { makeScorerPlatform } from './scorer-platform';

const log = pino({ name: 'scorer', base: null });

// The queue throws outside of any job when its database goes. Node's own report would quote the error's text.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    log.fatal(describeFault(error), 'the scorer ends');
    process.exit(1);
  });

try {
  const platform = await makeScorerPlatform();
  const scorer = await runScorer(platform, log);
  log.info('the scorer takes jobs');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await scorer.stop();
      await platform.client.close();
      process.exit(0);
    });
  }
  await scorer.ended;
} catch (error) {
  log.fatal(describeFault(error), 'the scorer ends');
  process.exit(1);
}
