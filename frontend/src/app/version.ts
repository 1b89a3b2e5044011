/** The version that the server put into this page. */
export function readVersion(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="relance-version"]')?.content ?? '';
}
