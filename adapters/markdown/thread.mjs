// Node versions differ in whether a thread inherits its parent's loader; here none does.
import { register } from 'tsx/esm/api';

register();
export const { runTask } = await import('./thread.ts');
