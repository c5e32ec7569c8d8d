/** Trials of this machine's sandbox, each by a hostile program. */
export const sandboxTrials = [
  'runs-a-model',
  'memory',
  'memory-of-many',
  'tasks',
  'disk',
  'output',
  'endless-loop',
  'network',
  'proc-sys',
  'other-processes',
  'files-outside',
  'environment',
  'system-calls',
  'user-namespaces',
  'ptrace',
] as const;
export type SandboxTrial = (typeof sandboxTrials)[number];

export type SandboxReport = {
  /** Passed trials. All of them is a full pass. */
  readonly held: readonly SandboxTrial[];
  /** Failed trials, with a short finding. */
  readonly failed: readonly { readonly trial: SandboxTrial; readonly found: string }[];
};
