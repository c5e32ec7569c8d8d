// A thread has none of the loaders that its parent was started with, on any version of Node.
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
