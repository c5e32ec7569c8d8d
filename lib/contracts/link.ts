import { z } from 'zod';
import { nameText } from './name';
import { lineText } from './text';

/** Leads where it reads: no name before the host, and nothing that can't be seen. */
const webAddress = z
  .url({ protocol: /^https?$/, error: 'give a web address with https://' })
  .max(500)
  .refine((text) => !/[\p{C}\p{Z}]/u.test(text), 'leave out what can’t be seen in the address')
  .refine((text) => !hasNameOrPassword(text), 'leave the name and password out of the address');

/** Asked of what is no address too: that has a fault already. */
function hasNameOrPassword(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}

/** Where more about a benchmark stands: a data card, a paper. */
export const linkSchema = z.object({
  url: webAddress,
  title: nameText(0, 80).refine((title) => title !== '', 'give each link a title'),
});
export type Link = z.output<typeof linkSchema>;

/** Whom to ask: an e-mail or web address. Everybody reads it. */
export const contactSchema = lineText(3, 254).refine(
  (text) => z.email().safeParse(text).success || webAddress.safeParse(text).success,
  'give an e-mail address, or a web address with https://',
);

export const linksMax = 10;
export const contactsMax = 5;
