/** The mark of Relance; the word stands beside it or in the label of its link. */
export function Logo({ size }: { size: number }) {
  return <img src="/icon.svg" width={size} height={size} alt="" />;
}
