import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Makes a folder and what is missing above it. What it made survives a power cut once it returns. */
export function makeFolder(path: string): void {
  const folder = resolve(path)
  const first = mkdirSync(folder, { recursive: true })
  if (first === undefined) return
  const top = dirname(first)
  for (let at = folder; at !== top; ) {
    at = dirname(at)
    synchronise(at)
  }
}

function synchronise(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
