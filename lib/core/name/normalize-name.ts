/** A name as it is kept and compared: composed (NFC), with single plain spaces in it and none around. */
export const normalizeName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
