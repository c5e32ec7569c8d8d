import { register } from 'tsx/esm/api';

// A thread doesn't inherit the loader of its process.
register();
await import('./serve-pages.ts');
