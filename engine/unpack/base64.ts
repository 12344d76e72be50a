import { Type } from 'typebox'
import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { limited } from '../flow/collect.ts'
import { contentNames, looksLike } from '../flow/looks-like.ts'
import { peek } from '../flow/peek.ts'
import type { Unpacker } from './unpacker.ts'

/** A body that is base64 as a whole (RFC 4648 §4, or §5 with `-` and `_`), line ends and spaces left out; it keeps its origin. */
export const base64 = component({
  type: 'base64',
  summary: 'A body that is written in base64 as a whole.',
  options: Type.Object({}, { additionalProperties: false, description: 'base64 has no options.' }),
  create: (): Unpacker => ({
    async *unpack(payload, { inflatedBytes }, signal) {
      const tooLarge = (): never => {
        throw feedError('UNPACK_TOO_LARGE', { limit: inflatedBytes })
      }
      yield { ...payload, body: limited(decoded(payload.body, signal), inflatedBytes, tooLarge) }
    },
  }),
})

/** What base64 has no use for. */
const other = /[^A-Za-z0-9+/_=\s-]/

async function* decoded(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncIterable<Uint8Array> {
  let rest = ''
  let seen = 0
  let isOver = false
  for await (const piece of await expectedText(body, signal)) {
    signal.throwIfAborted()
    const text = Buffer.from(piece).toString('latin1')
    const wrong = other.exec(text)
    if (wrong) throw damaged(`byte ${seen + wrong.index + 1} is no character of base64`)
    seen += piece.byteLength
    rest += text.replaceAll(/\s+/g, '')
    const whole = rest.slice(0, rest.length - (rest.length % 4))
    rest = rest.slice(whole.length)
    if (whole === '') continue
    if (isOver) throw damaged('something follows its end')
    const [, padding = ''] = /^[^=]*(={0,2})$/.exec(whole) ?? fail()
    isOver = padding !== ''
    yield Buffer.from(whole, 'base64')
  }
  if (rest !== '') {
    if (isOver || /=/.test(rest)) fail()
    throw feedError('UNPACK_TRUNCATED', { format: 'base64' })
  }
}

/** The same body, once its beginning was seen to be base64 and not something else. */
async function expectedText(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const peeked = await peek(body, signal)
  const found = looksLike(peeked.head)
  const start = Buffer.from(peeked.head).toString('latin1')
  if (found === undefined && start !== '' && !other.test(start.slice(0, 64))) return peeked.body
  await peeked.close()
  const name = found ? contentNames[found] : start === '' ? 'nothing at all' : 'text'
  throw feedError('UNPACK_CONTRADICTED', { declared: 'base64', looksLike: name })
}

const damaged = (problem: string): Error => feedError('UNPACK_DAMAGED', { what: 'The base64 text', problem })

function fail(): never {
  throw damaged('its padding stands where no end is')
}
