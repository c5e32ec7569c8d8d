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

/** A breach that a trial found; undefined where the sandbox held. */
export type Finding = string | undefined;
export type Findings = Partial<Record<SandboxTrial, Finding>>;

/** A sandbox that doesn't start counts as failed, and is not used. */
export async function attempt(trial: SandboxTrial, work: () => Promise<Finding>): Promise<Findings> {
  try {
    return { [trial]: await work() };
  } catch (error) {
    return { [trial]: error instanceof Error ? error.message.slice(0, 300) : 'it did not start' };
  }
}
