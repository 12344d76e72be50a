/** A variable that has no value in this frame: the frame around it may have one. */
export const unbound = Symbol('unbound')

/** Variables by name, for expressions that evaluate others at run time. */
export interface Frame {
  read(name: string): unknown
  bind(name: string, value: unknown): void
  inner(members?: Readonly<Record<string, unknown>>): Frame
}

export function frameOf(
  outer: (name: string) => unknown,
  members: Readonly<Record<string, unknown>> = {},
): Frame {
  const values = new Map<string, unknown>(Object.entries(members))
  const frame: Frame = {
    read: (name) => (values.has(name) ? values.get(name) : outer(name)),
    bind(name, value) {
      values.set(name, value)
    },
    inner: (inside) => frameOf((name) => frame.read(name), inside),
  }
  return frame
}
