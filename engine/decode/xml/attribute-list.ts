/** The attributes of an element; the list of values is used again for the next one. */
export interface Attributes {
  readonly names: readonly string[]
  /** As many as there are names, and maybe more. */
  readonly values: readonly string[]
  /** Characters of all names and values. */
  readonly size: number
}

/** Gathers the attributes of one element after another. */
export interface AttributeList {
  /** Of the next element. */
  begin(): void
  add(name: string, value: string): void
  attributes(): Attributes
}

/**
 * A list that gives the same names as the same texts: mostly an element has the attributes of the one before, and a name
 * that was the name of a property once is found faster than one that was cut out of a file.
 */
export function attributeList(): AttributeList {
  const found: string[] = []
  const values: string[] = []
  let names: readonly string[] = []
  let count = 0
  let size = 0
  let isNew = false
  return {
    begin() {
      count = 0
      size = 0
    },
    add(name, value) {
      if (found[count] !== name) {
        found[count] = Object.keys({ [name]: 0 })[0] ?? name
        isNew = true
      }
      values[count++] = value
      size += name.length + value.length
    },
    attributes() {
      if (isNew || names.length !== count) names = found.slice(0, count)
      isNew = false
      return { names, values, size }
    },
  }
}
