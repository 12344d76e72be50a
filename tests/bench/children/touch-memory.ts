/**
 * Touches so much memory and lets go of it: `node touch-memory.ts BYTES`. A virtual machine gets each page from its host when
 * it is touched for the first time, which takes ten times as long as a fault of a page; what is measured on a new machine
 * would mostly be that.
 */
const bytes = Number(process.argv[2])
const pieceBytes = 67_108_864
const pieces: Uint8Array[] = []
for (let touched = 0; touched < bytes; touched += pieceBytes) pieces.push(new Uint8Array(pieceBytes).fill(1))
console.log(JSON.stringify({ touched: pieces.reduce((sum, piece) => sum + piece.length, 0) }))
