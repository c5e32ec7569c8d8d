import type { Finding } from '@/app/_ui/submit/findings-table';
import type { DryRunView } from '@/lib/contracts/dry-run';

/** How far the check of the chosen file has come. */
export type FileCheck =
  | { kind: 'none' }
  | { kind: 'checking'; share: number }
  /** A model that is on its way to be run on the public sample. */
  | { kind: 'trying'; dryRun: DryRunView }
  | { kind: 'checked'; by: 'browser' | 'server'; findings: readonly Finding[]; problemCount: number }
  /** The browser can't check it; the reason is told, and the server can. */
  | { kind: 'unchecked'; why: string };
