import { seedDemo } from './seed-demo';

// Run by `tsx demo/main.ts` with the web process's environment, while a scorer is at work.
await seedDemo((line) => console.log(line));
process.exit(0);
