/** Names of the attacks by which the self-test examines this machine's sandbox. */
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
  /** Attacks that the sandbox withstood; it may be used only if these are all. */
  readonly held: readonly SandboxTrial[];
  /** Attacks that succeeded, each with a short finding. */
  readonly failed: readonly { readonly trial: SandboxTrial; readonly found: string }[];
};

/** A breach that an attack found; undefined if the sandbox withstood it. */
export type Finding = string | undefined;
export type Findings = Partial<Record<SandboxTrial, Finding>>;

/** Runs one attack. A sandbox that doesn't start counts as failed. */
export async function attempt(trial: SandboxTrial, work: () => Promise<Finding>): Promise<Findings> {
  try {
    return { [trial]: await work() };
  } catch (error) {
    return { [trial]: error instanceof Error ? error.message.slice(0, 300) : 'it did not start' };
  }
}
