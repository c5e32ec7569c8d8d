// A thread doesn't inherit the loader that its parent was started with, on every Node that this runs on.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
