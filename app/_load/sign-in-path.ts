/** Where a page sends people who have to sign in first. */
export const signInPath = (back: string): string => `/sign-in?${new URLSearchParams({ callbackUrl: back })}`;
