import { posix } from 'node:path'
import { FeedError, feedError } from '../../errors/feed-error.ts'
import { peek } from '../../flow/peek.ts'
import { type Member, zipMembers } from '../../flow/zip-members.ts'
import type { DecodeLimits } from '../decoder.ts'
import { textOf } from '../text.ts'
import { type ElementReader, readElements } from '../workbook/elements.ts'
import { broken } from '../workbook/places.ts'
import { xmlEncoding } from '../xml/encoding.ts'

/** The parts of a workbook: XML files in a zip archive, and how they name each other; the case of letters is no matter. */
export interface Package {
  has(part: string): boolean
  /** Reads a part as a stream. All parts that are read count towards the limit of inflated bytes. */
  read(part: string, reader: ElementReader): Promise<void>
  /** The relations of a part, by their ids; "" are those of the package. */
  relations(part: string): Promise<ReadonlyMap<string, Relation>>
}
export interface Relation {
  /** The last word of its type, such as "worksheet". */
  readonly type: string
  /** The name of a part. */
  readonly target: string
}

export async function openPackage(
  bytes: Uint8Array,
  limits: DecodeLimits,
  signal: AbortSignal,
): Promise<Package> {
  const members = new Map<string, Member>()
  for (const member of await ofDecoder(() => zipMembers(bytes, limits.members, signal))) {
    const name = member.name.toLowerCase()
    if (members.has(name)) throw broken('xlsx', `the part ${member.name} is there twice`)
    members.set(name, member)
  }
  let inflated = 0

  const read = async (part: string, reader: ElementReader): Promise<void> => {
    const member = members.get(part.toLowerCase())
    if (member === undefined) throw broken('xlsx', `the part ${part} is missing`)
    inflated += member.size
    if (inflated > limits.inflatedBytes)
      throw feedError('DECODE_TOO_LARGE', {
        what: 'The workbook',
        limit: limits.inflatedBytes,
        option:
          'If the publisher really sends that much, raise limits.inflated_bytes; else it is a zip bomb.',
      })
    await ofDecoder(async () => {
      const { start, body } = await peek(member.read(signal), signal)
      const text = textOf(body, xmlEncoding(start), signal)
      const steps = readElements(text, reader, { format: 'xlsx', part, depth: limits.depth })
      while (!(await steps.next()).done) signal.throwIfAborted()
    })
  }

  return {
    has: (part) => members.has(part.toLowerCase()),
    read,
    async relations(part) {
      const { dir, base } = posix.parse(part)
      const found = new Map<string, Relation>()
      const file = posix.join(dir, '_rels', `${base}.rels`)
      if (!members.has(file.toLowerCase())) return found
      await read(file, {
        open(name, { Id = '', Type = '', Target = '', TargetMode }) {
          if (name !== 'Relationship' || TargetMode === 'External') return
          const target = Target.startsWith('/') ? Target.slice(1) : posix.join(dir, Target)
          found.set(Id, { type: posix.basename(Type), target })
        },
        close() {},
        text() {},
      })
      return found
    },
  }
}

/** What is wrong with an archive is wrong with the workbook: the spec has no archive to unpack. */
async function ofDecoder<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (thrown) {
    if (!(thrown instanceof FeedError) || !thrown.code.startsWith('UNPACK_')) throw thrown
    const problem = thrown.message
      .replace(/\.$/, '')
      .replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase())
    throw feedError('DECODE_FAILED', { format: 'xlsx', problem }, { cause: thrown })
  }
}
