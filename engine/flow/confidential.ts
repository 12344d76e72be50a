const last =
  /^(auth|authorization|cookie|credentials?|jwt|key|passphrase|passwd|password|pwd|secret|sig|signature|token)$/
/** Written in one: `apikey`, `accesstoken`, `sessionid`. */
const joined =
  /(access|account|api|auth|client|function|functions|license|private|secret|shared|subscription)key$|(passphrase|passwd|password|secret|signature|token)$|^j?sessionid$/
/** Keys that tell things apart and open no door. */
const harmless =
  /^(cache|candidate|contest|county|election|group|idempotency|precinct|race|row|sort|unit)key$/

/**
 * Is this the name of something that opens a door: a header, a parameter of an address? Names are read as people write
 * them, `X-Api-Key`, `api_key`, `apiKey` or `APIKEY`: the last word counts.
 */
export function isConfidentialName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const whole = words.join('')
  if (harmless.test(words.slice(-2).join(''))) return false
  return last.test(words.at(-1) ?? '') || joined.test(whole)
}

/** Does this value show by itself that it opens a door: `Bearer …`, `Basic …`, a JSON web token? */
export const isCredential = (value: string): boolean =>
  /^\s*(bearer|token|apikey|digest|negotiate)\s+\S{6,}\s*$/i.test(value) ||
  /^\s*basic\s+[A-Za-z0-9+/_-]{6,}={0,2}\s*$/i.test(value) ||
  /^\s*eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*\s*$/.test(value)
