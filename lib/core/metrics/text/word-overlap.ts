/** How many words two texts have, and how many of them in common, as a metric counts them. */
export type WordOverlap = { readonly own: number; readonly other: number; readonly shared: number };
