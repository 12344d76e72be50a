import { crc32, deflateRawSync } from 'node:zlib'

/** What a test puts into an archive; the optional parts are for lies. */
export interface Put {
  readonly name: string
  readonly body: string | Uint8Array
  readonly stored?: boolean
  readonly flags?: number
  readonly method?: number
  readonly size?: number
  readonly checksum?: number
  /** The file type and the rights of Unix. */
  readonly mode?: number
}

/** A zip archive, written by hand so that a test can make it lie. */
export function zipFile(...puts: readonly Put[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const put of puts) {
    const name = Buffer.from(put.name)
    const body = Buffer.from(put.body)
    const data = put.stored ? body : deflateRawSync(body)
    const local = Buffer.concat([header(0x04034b50, put, body, data, name, []), name, data])
    central.push(Buffer.concat([header(0x02014b50, put, body, data, name, [offset]), name]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(puts.length, 8)
  end.writeUInt16LE(puts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

function header(
  signature: number,
  put: Put,
  body: Buffer,
  data: Buffer,
  name: Buffer,
  offset: number[],
): Buffer {
  const central = offset.length > 0
  const made = Buffer.alloc(central ? 46 : 30)
  made.writeUInt32LE(signature, 0)
  const at = central ? 6 : 4
  made.writeUInt16LE(20, at)
  made.writeUInt16LE(put.flags ?? 0x800, at + 2)
  made.writeUInt16LE(put.method ?? (put.stored ? 0 : 8), at + 4)
  made.writeUInt32LE(put.checksum ?? crc32(body), at + 10)
  made.writeUInt32LE(data.length, at + 14)
  made.writeUInt32LE(put.size ?? body.length, at + 18)
  made.writeUInt16LE(name.length, at + 22)
  if (central) {
    made.writeUInt32LE(((put.mode ?? 0) << 16) >>> 0, 38)
    made.writeUInt32LE(offset[0] ?? 0, 42)
  }
  return made
}
