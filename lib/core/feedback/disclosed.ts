declare const disclosed: unique symbol;

/**
 * Something that participants and the public may see. Only this folder can make one (a dependency rule keeps
 * `disclose.ts` to it), and published rows take nothing else: that is the one door of the design.
 */
export type Disclosed<T> = T & { readonly [disclosed]: true };
