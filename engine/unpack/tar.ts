import { pipeline, Readable } from 'node:stream'
import type { Header } from 'tar-stream'
import { component } from '../component.ts'
import { FeedError, feedError, said } from '../errors/feed-error.ts'
import { contentNames, looksLike } from '../flow/looks-like.ts'
import { checkedMember } from '../flow/member-name.ts'
import { peek } from '../flow/peek.ts'
import { MemberOptions, noneOf, wantedMembers } from './members.ts'
import type { Unpacker, UnpackLimits } from './unpacker.ts'

/**
 * The members of a tar while it streams by, in its order, each under the origin `<archive>!<member>`. It has checksums of
 * its headers and none of its content: what stands around it (gzip, HTTPS) has to tell of damage. Links are no files.
 */
export const tar = component({
  type: 'tar',
  summary: 'The members of a tar archive; write gzip before it for a .tar.gz.',
  options: MemberOptions,
  create: (options, site): Unpacker => {
    const wanted = wantedMembers(options, site)
    return {
      async *unpack(payload, limits, signal) {
        const seen = new Set<string>()
        let chosen = 0
        for await (const { header, body } of entries(payload.body, limits, signal)) {
          const name = checkedMember(header.name.replace(/^\.\//, ''))
          if (header.type === 'directory') continue
          if (seen.has(name)) throw feedError('UNPACK_DUPLICATE', { member: name })
          seen.add(name)
          if (seen.size > limits.members)
            throw feedError('UNPACK_TOO_MANY', { members: seen.size, limit: limits.members })
          if (!wanted(name)) continue
          if (header.type !== 'file' && header.type !== 'contiguous-file')
            throw feedError('UNPACK_NO_FILE', { member: name, kind: header.type ?? 'unknown' })
          chosen += 1
          yield { request: payload.request, item: payload.item, origin: `${payload.origin}!${name}`, body }
        }
        if (chosen === 0) throw noneOf(options, [...seen])
      },
    }
  },
})

interface Entry {
  readonly header: Header
  /** To be read, or left, before the next entry is asked for. */
  readonly body: AsyncIterable<Uint8Array>
}

const block = 512

async function* entries(
  body: AsyncIterable<Uint8Array>,
  { inflatedBytes }: UnpackLimits,
  signal: AbortSignal,
): AsyncIterable<Entry> {
  const { extract } = await import('./tar-stream.ts')
  const peeked = await peek(body, signal)
  const found = looksLike(peeked.head)
  if (found !== undefined || peeked.start.byteLength < block) {
    await peeked.close()
    if (found === undefined && peeked.start.includes(0))
      throw feedError('UNPACK_TRUNCATED', { format: 'tar' })
    const name = found ? contentNames[found] : peeked.start.byteLength === 0 ? 'nothing at all' : 'text'
    throw feedError('UNPACK_CONTRADICTED', { declared: 'tar', looksLike: name })
  }
  const input = { bytes: 0 }
  // Header without a mark are those of before 1988; their checksum tells that they are some.
  const parser = extract({ allowUnknownFormat: true } as object)
  const source = Readable.from(counted(peeked.body, input), { objectMode: false })
  pipeline(source, parser as unknown as NodeJS.WritableStream, () => undefined)
  let end = 0
  let sum = 0
  let isFirst = true
  try {
    for await (const entry of parser) {
      signal.throwIfAborted()
      isFirst = false
      const { header } = entry
      const { size, byteOffset = 0 } = header as Header & { readonly byteOffset?: number }
      end = byteOffset + Math.ceil(size / block) * block
      sum += size
      // A size is only a claim, but no more than that is read.
      if (sum > inflatedBytes) throw feedError('UNPACK_TOO_LARGE', { limit: inflatedBytes })
      yield { header, body: pieces(entry, signal) }
      entry.resume()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw tarError(thrown, isFirst)
  } finally {
    source.destroy()
  }
  // The end is two blocks of zeros; without them the rest may be missing.
  if (input.bytes < end + 2 * block) throw feedError('UNPACK_TRUNCATED', { format: 'tar' })
}

async function* pieces(entry: AsyncIterable<unknown>, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    for await (const piece of entry) {
      signal.throwIfAborted()
      yield piece as Uint8Array
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw tarError(thrown, false)
  }
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  input: { bytes: number },
): AsyncIterable<Uint8Array> {
  for await (const piece of body) {
    input.bytes += piece.byteLength
    yield piece
  }
}

/** The library knows its errors by their text only. */
function tarError(thrown: unknown, isFirst: boolean): unknown {
  if (thrown instanceof FeedError || !(thrown instanceof Error)) return thrown
  if (/Unexpected end/.test(thrown.message))
    return feedError('UNPACK_TRUNCATED', { format: 'tar' }, { cause: thrown })
  if (!/header/i.test(thrown.message)) return thrown
  if (isFirst)
    return feedError(
      'UNPACK_CONTRADICTED',
      { declared: 'tar', looksLike: 'something else' },
      { cause: thrown },
    )
  const problem = said(thrown).replace(/\.$/, '')
  return feedError('UNPACK_DAMAGED', { what: 'The archive', problem }, { cause: thrown })
}
