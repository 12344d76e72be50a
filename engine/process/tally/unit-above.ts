/** `…/state:nc/county:wake` lies in `…/state:nc`; a country is the end. Undefined where ids are no OCD ids. */
export function unitAbove(unit: string): string | undefined {
  const parts = unit.split('/')
  const above = parts.slice(0, -1)
  return parts[0] === 'ocd-division' && above.length > 2 ? above.join('/') : undefined
}
