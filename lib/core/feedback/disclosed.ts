declare const disclosed: unique symbol;

/**
 * A value that participants and the public may see. Only this folder can make one (a dependency rule keeps `disclose.ts` to it),
 * and published rows accept no other: the disclosure boundary of the design.
 */
export type Disclosed<T> = T & { readonly [disclosed]: true };
