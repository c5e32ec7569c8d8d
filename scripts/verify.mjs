import { runInstalled } from './bootstrap.mjs';

await runInstalled('cli/verify.ts');
