import { readWebEnvironment } from '@/adapters/environment';
import { makeWebPlatform } from '@/adapters/make-web-platform';
import { seedDemo } from './seed-demo';

// Run as `tsx demo/main.ts` with the environment of the web process, while a scorer runs. Without `SMTP_URL` all mail to the
// demo's invented people stays on the site.
await makeWebPlatform({ ...readWebEnvironment(), SMTP_URL: undefined });
await seedDemo((line) => console.log(line));
process.exit(0);
