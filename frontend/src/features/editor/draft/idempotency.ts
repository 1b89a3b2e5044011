/**
 * A key for each request to make a campaign: the same request sent again has the same key, so that an answer
 * lost on its way makes no second campaign; any other request has another.
 */
export function createKeys(): (intent: string, body: object) => string {
  let last = { request: '', key: '' };
  return (intent, body) => {
    const request = JSON.stringify([intent, body]);
    if (request !== last.request) last = { request, key: randomKey() };
    return last.key;
  };
}

/** `crypto.randomUUID` is there on https only; this one everywhere. */
const randomKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
