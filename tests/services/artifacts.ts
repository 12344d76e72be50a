import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where tests/setup puts what it downloads. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/canvass/', import.meta.url))

/** The Java that the youngest of the servers asks for. */
const javaVersion = 17

/** Little memory, and up soon rather than quick later: for servers that live for minutes and are asked little. */
export const briefJava: readonly string[] = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']

/** Folder of one downloaded server. */
export const artifacts = (name: string): string => join(cache, name)

/** Why a server that needs Java can not run here. Undefined: it can. */
export function noJavaServer(name: string): string | undefined {
  if (!existsSync(join(artifacts(name), '.complete'))) {
    return `${name} was not downloaded; tests/setup/maven.sh says why`
  }
  java ??= installedJava()
  return java >= javaVersion
    ? undefined
    : `${name} needs Java ${javaVersion} or later (found: ${java || 'none'})`
}

let java: number | undefined

function installedJava(): number {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' })
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0)
}
