declare const disclosed: unique symbol;

/**
 * A value that participants and the public may see. Only this folder can create one (a dependency rule forbids other folders
 * to import `disclose.ts`), and the database columns for published values accept only this type. Together these rules are
 * the disclosure boundary.
 */
export type Disclosed<T> = T & { readonly [disclosed]: true };
