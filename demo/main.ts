import { readWebEnvironment } from '@/adapters/environment';
import { makeWebPlatform } from '@/adapters/make-web-platform';
import { seedDemo } from './seed-demo';

// Run by `tsx demo/main.ts` with the web process's environment, while a scorer runs. Its people have no addresses: their mail
// stays on the site.
await makeWebPlatform({ ...readWebEnvironment(), SMTP_URL: undefined });
await seedDemo((line) => console.log(line));
process.exit(0);
