/** Kinds of tasks. The enums of the database and of the zod schemas are derived from the tuples in this file. */
export const tasks = ['binary', 'multiclass', 'regression', 'text'] as const;
export type Task = (typeof tasks)[number];

export const directions = ['higher', 'lower'] as const;
export type Direction = (typeof directions)[number];

export const inputVisibilities = ['public', 'hidden'] as const;
export type InputVisibility = (typeof inputVisibilities)[number];

/**
 * Visibility of a benchmark. A private benchmark is hidden from everybody but its maintainers and the people who may enter
 * it. Only an operator can withdraw a benchmark.
 */
export const visibilities = ['public', 'unlisted', 'private', 'withdrawn'] as const;

/**
 * Visibilities between which a maintainer can change at any time. A private benchmark always stays private, as its
 * participants were promised.
 */
export const listings = ['public', 'unlisted'] as const satisfies readonly (typeof visibilities)[number][];

/** Visibilities that a maintainer can choose for a new benchmark. */
export const chosenVisibilities = [
  'public',
  'unlisted',
  'private',
] as const satisfies readonly (typeof visibilities)[number][];

/** Kinds of submitted programs that the site runs, on the round to which they are submitted and on every later round. */
export const artefactKinds = ['onnx', 'container'] as const;
export type ArtefactKind = (typeof artefactKinds)[number];

export const submissionKinds = ['predictions', ...artefactKinds] as const;
export type SubmissionKind = (typeof submissionKinds)[number];

export const isArtefactKind = (kind: SubmissionKind): kind is ArtefactKind =>
  artefactKinds.some((one) => one === kind);

export const feedbackPolicies = ['exact', 'final-only', 'guarded-ladder', 'exact-with-budget'] as const;
export type FeedbackPolicyName = (typeof feedbackPolicies)[number];

/** ε of the interval [ε, 1 − ε] to which log loss clips probabilities: the default of a new benchmark, and the allowed range. */
export const logLossClipDefault = 1e-4;
export const logLossClipRange = { min: 1e-15, max: 0.01 } as const;

export const splits = ['feedback', 'final'] as const;
export type Split = (typeof splits)[number];

export const evidenceKinds = ['prospective', 'in-round', 'practice'] as const;
export type Evidence = (typeof evidenceKinds)[number];

/** Roles in a benchmark: an auditor reads everything, a maintainer acts, an owner also manages roles. */
export const maintainerRoles = ['auditor', 'maintainer', 'owner'] as const;
export type MaintainerRole = (typeof maintainerRoles)[number];

/** Checks that a role includes the rights of another role. */
export const hasRole = (role: MaintainerRole, needed: MaintainerRole): boolean =>
  maintainerRoles.indexOf(role) >= maintainerRoles.indexOf(needed);
