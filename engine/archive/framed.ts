/** What a block may hold at most, and the window that goes with it. */
const blockBytes = 131_072
const windowDescriptor = (17 - 10) << 3
/** A size of four bytes, a window, and no checksum: bodies have their own. */
const frameDescriptor = 0b1000_0000

/**
 * Bytes as they are, in the frame that makes them a file of zstd (RFC 8878, raw blocks): what is compressed already is not
 * looked at, nor copied.
 */
export function framed(bytes: Uint8Array): readonly Uint8Array[] {
  const blocks = Math.max(1, Math.ceil(bytes.byteLength / blockBytes))
  const pieces: Uint8Array[] = [frameHeader(bytes.byteLength)]
  for (let block = 0; block < blocks; block++) {
    const content = bytes.subarray(block * blockBytes, (block + 1) * blockBytes)
    pieces.push(blockHeader(content.byteLength, block === blocks - 1), content)
  }
  return pieces
}

function frameHeader(bytes: number): Uint8Array {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, frameDescriptor, windowDescriptor, 0, 0, 0, 0])
  header.writeUInt32LE(bytes, 6)
  return header
}

function blockHeader(bytes: number, isLast: boolean): Uint8Array {
  const header = Buffer.alloc(3)
  header.writeUIntLE(8 * bytes + (isLast ? 1 : 0), 0, 3)
  return header
}
