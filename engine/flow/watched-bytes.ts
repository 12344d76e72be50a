/** What is looked for, and what it is called. */
export type Watched = ReadonlyMap<string, string>

/**
 * The same bytes, looked through as they pass, also between two pieces. `found` is told what it was: it throws, or what was
 * found is written over with asterisks. No byte of it goes on before that.
 */
export async function* watchedBytes(
  bytes: AsyncIterable<Uint8Array>,
  watched: Watched,
  found: (what: string) => void,
): AsyncIterable<Uint8Array> {
  const wanted = [...watched].map(([text, what]) => ({ form: Buffer.from(text), what }))
  if (wanted.length === 0) {
    yield* bytes
    return
  }
  const longest = Math.max(1, ...wanted.map(({ form }) => form.byteLength))
  let held = Buffer.alloc(0)
  for await (const piece of bytes) {
    const seen = Buffer.concat([held, piece])
    for (const { form, what } of wanted) {
      for (let at = seen.indexOf(form); at !== -1; at = seen.indexOf(form, at + form.byteLength)) {
        found(what)
        seen.fill('*', at, at + form.byteLength)
      }
    }
    const cut = Math.max(0, seen.byteLength - longest + 1)
    if (cut > 0) yield seen.subarray(0, cut)
    held = seen.subarray(cut)
  }
  if (held.byteLength > 0) yield held
}
