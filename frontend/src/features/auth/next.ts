/**
 * Where to go after signing in: an address inside the app, or the first page. What begins with two slashes
 * (or what browsers read as such) would be another site.
 */
export function chooseNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}
