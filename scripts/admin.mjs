import { runInstalled } from './bootstrap.mjs';

await runInstalled('scripts/admin.ts');
