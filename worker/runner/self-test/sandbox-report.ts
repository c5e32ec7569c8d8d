/** What was tried in the sandbox of this machine; each by hand of a program that means harm. */
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
  /** What held. All of them is a full pass. */
  readonly held: readonly SandboxTrial[];
  /** What didn't, with the few words that a look found. */
  readonly failed: readonly { readonly trial: SandboxTrial; readonly found: string }[];
};
