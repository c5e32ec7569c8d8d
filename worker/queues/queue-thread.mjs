import { register } from 'tsx/esm/api';

// A thread doesn't inherit the loader of its process.
register();
await import('./queue-thread.ts');
