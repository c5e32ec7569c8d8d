/** The database enums and the zod schemas are derived from these tuples. */
export const tasks = ['binary', 'multiclass', 'regression', 'text'] as const;
export type Task = (typeof tasks)[number];

export const directions = ['higher', 'lower'] as const;
export type Direction = (typeof directions)[number];

export const inputVisibilities = ['public', 'hidden'] as const;
export type InputVisibility = (typeof inputVisibilities)[number];

/**
 * A private benchmark is missing for everybody but its maintainers and the people who may enter it. Only an operator withdraws a
 * benchmark.
 */
export const visibilities = ['public', 'unlisted', 'private', 'withdrawn'] as const;

/** Listings that a maintainer changes at any time. A private benchmark stays private: its people were promised that. */
export const listings = ['public', 'unlisted'] as const satisfies readonly (typeof visibilities)[number][];

/** The visibilities that a maintainer chooses from. */
export const chosenVisibilities = [
  'public',
  'unlisted',
  'private',
] as const satisfies readonly (typeof visibilities)[number][];

/** Kinds of artefacts: programs that the site runs, on the round they are sent to and on every later one. */
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

/** Checks that a role includes the rights of another one. */
export const hasRole = (role: MaintainerRole, needed: MaintainerRole): boolean =>
  maintainerRoles.indexOf(role) >= maintainerRoles.indexOf(needed);
