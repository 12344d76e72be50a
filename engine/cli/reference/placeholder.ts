/**
 * Details of an error that nobody has made yet: every detail is its own name in angle brackets, whatever is done with it
 * as a text or as a list of texts. What needs a real value (a number to count with) gets an example from its entry.
 */
export function placeholders(): Record<string, unknown> {
  return new Proxy({}, { get: (_, name) => (typeof name === 'string' ? placeholder(name) : undefined) })
}

function placeholder(name: string): unknown {
  const shown = `<${words(name)}>`
  return new Proxy([shown], {
    get(list, key) {
      if (key === Symbol.toPrimitive || key === 'toString') return () => shown
      if (key === 'toJSON') return () => shown
      const own: unknown = Reflect.get(list, key)
      if (own !== undefined || typeof key === 'symbol') return own
      const ofText: unknown = Reflect.get(Object(shown) as object, key)
      return typeof ofText === 'function' ? ofText.bind(shown) : ofText
    },
  })
}

const words = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
