import { readWebEnvironment } from '@/adapters/environment';
import { makeWebPlatform } from '@/adapters/make-web-platform';
import { seedDemo } from './seed-demo';

// Run by `tsx demo/main.ts` with the web process's environment, while a scorer is at work.
makeWebPlatform(readWebEnvironment());
await seedDemo((line) => console.log(line));
process.exit(0);
