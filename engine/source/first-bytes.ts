/** Waits for the first bytes of a body (undefined: it has none); `all` gives them again, and all that follow. */
export async function firstBytes(body: AsyncIterable<Uint8Array>): Promise<{
  readonly first: Uint8Array | undefined
  readonly all: AsyncIterable<Uint8Array>
}> {
  const iterator = body[Symbol.asyncIterator]()
  let next = await iterator.next()
  while (next.done !== true && next.value.byteLength === 0) next = await iterator.next()
  const first = next.done === true ? undefined : next.value
  return { first, all: replay(first, iterator) }
}

/** Waits for so many bytes of a body, or for its end; `all` gives them again, and all that follow. */
export async function startOf(
  body: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<{
  readonly start: Uint8Array
  readonly isWhole: boolean
  readonly all: AsyncIterable<Uint8Array>
}> {
  const iterator = body[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  let bytes = 0
  let next = await iterator.next()
  for (; next.done !== true; next = await iterator.next()) {
    pieces.push(next.value)
    bytes += next.value.byteLength
    if (bytes > mostBytes) break
  }
  const seen = Buffer.concat(pieces)
  return {
    start: seen.subarray(0, mostBytes),
    isWhole: next.done === true && bytes <= mostBytes,
    all: replay(seen.byteLength === 0 ? undefined : seen, iterator),
  }
}

async function* replay(
  first: Uint8Array | undefined,
  iterator: AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  if (first === undefined) return
  try {
    yield first
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}
