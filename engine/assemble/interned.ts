type Text = string | undefined

/**
 * What is made of two texts, made once: the same few come with every row, and mostly those of the row before. `make` is
 * given what the caller was given.
 */
export type Interned<Line, Value> = (
  one: Text,
  other: Text,
  line: Line,
  place: string,
  make: (line: Line, place: string) => Value,
) => Value

export function interned<Line, Value extends object>(): Interned<Line, Value> {
  const all = new Map<Text, Map<Text, Value>>()
  let lastOne: Text
  let lastOther: Text
  let last: Value | undefined
  return (one, other, line, place, make) => {
    if (last !== undefined && one === lastOne && other === lastOther) return last
    let some = all.get(one)
    if (some === undefined) {
      some = new Map()
      all.set(one, some)
    }
    let value = some.get(other)
    if (value === undefined) {
      value = make(line, place)
      some.set(other, value)
    }
    lastOne = one
    lastOther = other
    last = value
    return value
  }
}
