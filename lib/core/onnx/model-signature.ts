/** What a benchmark's inputs are made of, column by column. The code of a category is its place in `categories`, from 0. */
export type ModelFeature =
  | { readonly name: string; readonly type: 'number' }
  | { readonly name: string; readonly type: 'category'; readonly categories: readonly string[] };

/**
 * How a model is fed. `one-tensor`: one input of float32 and shape [N, d…], N items at a time; `shape` is d…, and where it is one
 * number the columns are the features in their order, categories as their codes. `input-per-feature`: an input of shape [N, 1]
 * for each feature, called as it is: float32 for numbers; for categories their texts, or their codes as int64 or float32,
 * whichever the model asks for.
 */
export type ModelInput =
  | {
      readonly kind: 'one-tensor';
      readonly shape: readonly number[];
      readonly features: readonly ModelFeature[];
    }
  | { readonly kind: 'input-per-feature'; readonly features: readonly ModelFeature[] };

/**
 * What a model answers for N items. `label`: a class by its name, as text [N], or as int64 [N] where all names are whole numbers;
 * `class-index`: int64 [N], the class's place in `classes`; `probabilities`: float32 [N, C] in the order of `classes`; `number`:
 * float32 [N] or [N, 1].
 */
export type ModelOutput =
  | { readonly kind: 'label' | 'class-index' | 'probabilities'; readonly classes: readonly string[] }
  | { readonly kind: 'number' };

/** What a benchmark wants of a model's inputs and outputs. */
export type ModelSignature = { readonly input: ModelInput; readonly output: ModelOutput };
