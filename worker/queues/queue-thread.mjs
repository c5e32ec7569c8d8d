import { register } from 'tsx/esm/api';

// A worker thread doesn't inherit its process's TypeScript loader.
register();
await import('./queue-thread.ts');
