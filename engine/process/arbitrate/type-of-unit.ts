/** What kind of unit an id says it is: `…/county:wake` → `county`. Empty: it does not say. */
export function typeOfUnit(id: string): string {
  const last = id.slice(id.lastIndexOf('/') + 1)
  return last.slice(0, Math.max(0, last.indexOf(':')))
}
