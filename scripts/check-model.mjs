import { runInstalled } from './bootstrap.mjs';

await runInstalled('cli/check-model.ts');
