import { runInstalled } from './bootstrap.mjs';

await runInstalled('cli/score.ts');
