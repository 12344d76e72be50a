import { isAscii, isUtf8 } from 'node:buffer'
import { codePages, codePageText } from './code-pages.ts'

/** Those that a spec can name. */
export const encodings = [
  'utf-8',
  'latin-1',
  'iso-8859-1',
  'windows-1252',
  'cp437',
  'cp850',
  'utf-16le',
  'utf-16be',
  'utf-16',
] as const
export type Encoding = (typeof encodings)[number]

/** What text decoding needs to know of an encoding. All lengths are in bytes. */
export interface Scheme {
  /** Of a unit. */
  readonly width: 1 | 2
  /** Where the last whole character ends; the rest may still become one. */
  cut(bytes: Uint8Array): number
  /** How much of it is good. A zero character never is: it means UTF-16, or damage. */
  good(bytes: Uint8Array): number
  /** What is not good becomes a replacement character. */
  text(bytes: Uint8Array): string
  /** Which encoding it probably is, seeing what is not good; empty if it looks like damage. */
  likely(bytes: Uint8Array, good: number): Encoding | ''
}

/** How a text of this encoding is read. */
export function schemeOf(encoding: Encoding): Scheme {
  switch (encoding) {
    case 'utf-8':
      return utf8
    case 'utf-16':
    case 'utf-16le':
      return utf16('utf-16le', 1)
    case 'utf-16be':
      return utf16('utf-16be', 0)
    case 'latin-1':
    case 'iso-8859-1':
      return singleByte(latin1, /[\0\x80-\x9f]/)
    case 'windows-1252':
      return singleByte(windows1252, /[\0\x81\x8d\x8f\x90\x9d]/)
    // All of their bytes are characters: only a zero can give away that a text is not theirs.
    case 'cp437':
    case 'cp850':
      return singleByte(codePageText(codePages[encoding]), /\0/)
    default:
      return encoding satisfies never
  }
}

const utf8: Scheme = {
  width: 1,
  cut(bytes) {
    for (let back = 1; back <= Math.min(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back] ?? 0
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : byte >= 0x80 ? 0 : 1
      if (needs > 0) return needs > back ? bytes.length - back : bytes.length
    }
    return bytes.length
  },
  good(bytes) {
    const sound = isUtf8(bytes) ? bytes.length : this.cut(bytes.subarray(0, decodable(bytes, 'utf-8')))
    return Math.min(sound, zeroAt(bytes, 1))
  },
  text: (bytes) => (isAscii(bytes) ? latin1(bytes) : decoded(bytes, 'utf-8')),
  likely(bytes, good) {
    if (bytes[good] === 0) return byZeros(bytes)
    return this.cut(bytes.subarray(good)) === 0 ? '' : 'windows-1252'
  },
}

function utf16(label: 'utf-16le' | 'utf-16be', high: 0 | 1): Scheme {
  return {
    width: 2,
    cut(bytes) {
      const even = bytes.length & ~1
      const last = even === 0 ? 0 : (bytes[even - 2 + high] ?? 0)
      return last >= 0xd8 && last <= 0xdb ? even - 2 : even
    },
    good(bytes) {
      return Math.min(this.cut(bytes.subarray(0, decodable(bytes, label))), zeroAt(bytes, 2))
    },
    text: (bytes) => decoded(bytes, label),
    likely(bytes, good) {
      if (bytes.length - good < 4) return ''
      const likely = isUtf8(bytes) ? 'utf-8' : byZeros(bytes)
      return likely === label ? '' : likely
    },
  }
}

function singleByte(text: (bytes: Uint8Array) => string, wrong: RegExp): Scheme {
  return {
    width: 1,
    cut: (bytes) => bytes.length,
    good: (bytes) => {
      const at = latin1(bytes).search(wrong)
      return at === -1 ? bytes.length : at
    },
    text,
    likely: (bytes, good) =>
      bytes[good] === 0 ? byZeros(bytes) : isUtf8(bytes) ? 'utf-8' : text === latin1 ? 'windows-1252' : '',
  }
}

const decoders = {
  'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }),
  'utf-16le': new TextDecoder('utf-16le', { ignoreBOM: true }),
  'utf-16be': new TextDecoder('utf-16be', { ignoreBOM: true }),
} as const
const decoded = (bytes: Uint8Array, label: keyof typeof decoders): string => decoders[label].decode(bytes)

/** The same bytes, not copied. */
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)

const latin1 = (bytes: Uint8Array): string => bufferOf(bytes).toString('latin1')

// The five bytes that windows-1252 leaves out stay the controls that they are in Latin 1.
const upper = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'
const windows1252 = (bytes: Uint8Array): string =>
  latin1(bytes).replace(/[\x80-\x9f]/g, (control) => upper.charAt(control.charCodeAt(0) - 0x80))

/** Where the first zero character stands, or the length. */
function zeroAt(bytes: Uint8Array, width: 1 | 2): number {
  const searched = bufferOf(bytes)
  for (let at = searched.indexOf(0); at !== -1; at = searched.indexOf(0, at + 1))
    if (width === 1 || (at % 2 === 0 && bytes[at + 1] === 0)) return at
  return bytes.length
}

/** The longest part that decodes, a character begun at its end included: more bytes never mend what fewer have broken, so halving finds it. */
function decodable(bytes: Uint8Array, label: string): number {
  const decodes = (length: number): boolean => {
    try {
      new TextDecoder(label, { fatal: true }).decode(bytes.subarray(0, length), { stream: true })
      return true
    } catch {
      return false
    }
  }
  if (decodes(bytes.length)) return bytes.length
  let [good, broken] = [0, bytes.length]
  while (broken - good > 1) {
    const middle = (good + broken) >> 1
    if (decodes(middle)) good = middle
    else broken = middle
  }
  return good
}

/** UTF-16 of mostly Latin text has a zero in every other byte. */
function byZeros(bytes: Uint8Array): Encoding | '' {
  const counts: [number, number] = [0, 0]
  bytes.forEach((byte, at) => {
    if (byte === 0) counts[at % 2 === 0 ? 0 : 1]++
  })
  const most = Math.max(...counts)
  if (most < 4 || most * 4 < bytes.length) return ''
  return counts[1] > counts[0] ? 'utf-16le' : 'utf-16be'
}
