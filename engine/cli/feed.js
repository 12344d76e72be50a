#!/usr/bin/env node
// JavaScript, because a Node that is too old for TypeScript has to be able to read it.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `feed needs Node 24, and this is ${process.version}.\n  The project brings its own: use "npx feed …" or "npm run feed -- …" in its folder, after "npm ci".`,
  )
  process.exit(1)
}
// Commands start in half the time when their compiled code is kept.
const { enableCompileCache } = await import('node:module')
enableCompileCache()
await import('./main.ts')
