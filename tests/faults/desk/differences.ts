/** Where two tables differ, each difference in a line. */
export function differences(
  what: string,
  held: ReadonlyMap<string, unknown>,
  wanted: ReadonlyMap<string, unknown>,
): readonly string[] {
  const say = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))
  return [...new Set([...held.keys(), ...wanted.keys()])].flatMap((key) => {
    const [is, should] = [say(held.get(key)), say(wanted.get(key))]
    return is === should ? [] : [`${what}: ${key} is ${is}, and should be ${should}`]
  })
}
