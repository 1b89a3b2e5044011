/** What a template or a contact's field made of an address, checked before it becomes a link. */
const LINKED = new Set(['https:', 'http:', 'tel:']);

/** The address to put into a link, as the browser reads it; null for any other scheme than web and telephone. */
export function linkAddress(address: string | null | undefined): string | null {
  // An address with an open variable leads nowhere yet.
  if (!address || address.includes('{{')) return null;
  const url = read(address);
  return url && LINKED.has(url.protocol) ? url.href : null;
}

/** Whether Meta may be told to fetch a media from there; the server says it in more words. */
export function isMediaLink(link: string): boolean {
  if (!link.startsWith('https://') || /[\s\\\p{C}\p{Z}]/u.test(link)) return false;
  const url = read(link);
  return url !== null && !url.username && !url.password && !/^[^/?#]*@/.test(link.slice(8));
}

/** The host of an address, to be shown. */
export const hostOf = (address: string): string => read(address)?.host ?? '';

function read(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
