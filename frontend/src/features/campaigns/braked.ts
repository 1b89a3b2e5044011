/** What `status_reason` says of a campaign that was paused because much of it failed; null of any other. */
export function readBrake(reason: string | null) {
  const found = /^failing: (\d+) of (\d+) messages .* with code (-?\d+): (.*)$/.exec(reason ?? '');
  if (!found) return null;
  const [, failed, finished, code, words = ''] = found;
  return { failed: Number(failed), finished: Number(finished), code: Number(code), words };
}
