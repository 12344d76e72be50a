import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
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

/**
 * Why what tests/setup should have brought is not there, by the words of the script: `of` names what it could not bring.
 */
export function whyAbsent(name: string, of: string = name): string {
  const noted = join(cache, `${of}.missing`)
  if (!existsSync(noted)) return `${name} is missing; npm run pretest brings it`
  return `${name} is missing: ${readFileSync(noted, 'utf8').trim()}`
}

/** Why a server that needs Java can not run here. Undefined: it can. */
export function noJavaServer(name: string): string | undefined {
  if (!existsSync(join(artifacts(name), '.complete'))) return whyAbsent(name)
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
