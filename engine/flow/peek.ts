export interface Peeked {
  /** The first kilobyte as it is. */
  readonly start: Uint8Array
  /** The first kilobyte after a byte order mark and white space, or less if the body ends before. */
  readonly head: Uint8Array
  /** Bytes of byte order mark and white space that came before it. */
  readonly blank: number
  /** All of the body, from its first byte. */
  readonly body: AsyncIterable<Uint8Array>
  /** Gives the body back unread. */
  readonly close: () => Promise<void>
}

/** Looks at the first bytes of a body without using it up; in which pieces it comes makes no difference. */
export async function peek(body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Peeked> {
  const source = body[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  const next = async (): Promise<Uint8Array | undefined> => {
    signal.throwIfAborted()
    const { done, value } = await source.next()
    if (!done) pieces.push(value)
    return done ? undefined : value
  }
  const close = async (): Promise<void> => {
    await source.return?.()
  }
  try {
    let start: Uint8Array = new Uint8Array(0)
    for (let piece = await next(); piece !== undefined; piece = await next()) {
      start = start.byteLength === 0 ? piece : Buffer.concat([start, piece])
      if (start.byteLength >= 3) break
    }
    let head = afterBlank(afterMark(start))
    let blank = start.byteLength - head.byteLength
    head = head.subarray(0, 1024)
    while (head.byteLength < 1024) {
      const piece = await next()
      if (piece === undefined) break
      const rest = head.byteLength === 0 ? afterBlank(piece) : piece
      blank += piece.byteLength - rest.byteLength
      head = Buffer.concat([head, rest.subarray(0, 1024 - head.byteLength)])
    }
    return {
      start: Buffer.concat(pieces.map(kilobyte)).subarray(0, 1024),
      head,
      blank,
      body: resumed(pieces, source),
      close,
    }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

const kilobyte = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, 1024)

function afterMark(bytes: Uint8Array): Uint8Array {
  const mark = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/.exec(
    Buffer.from(bytes.subarray(0, 3)).toString('latin1'),
  )
  return bytes.subarray(mark?.[0].length ?? 0)
}

/** White space in UTF-16 has zeros beside it. */
function afterBlank(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0 && byte !== 32 && (byte < 9 || byte > 13))
  return start === -1 ? bytes.subarray(bytes.byteLength) : bytes.subarray(start)
}

async function* resumed(
  pieces: readonly Uint8Array[],
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* pieces
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}
