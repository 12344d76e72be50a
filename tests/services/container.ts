import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { contextFiles, execForm, readDockerfile, said } from '../stacks/dockerfile.ts'

/** What an image says, as far as one can do as it says without containers. */
export interface Container extends AsyncDisposable {
  /** The folder that it works in, with what was copied there, and only that. */
  readonly folder: string
  readonly start: readonly [string, ...string[]]
  readonly health: readonly [string, ...string[]]
  /** What a platform begins with: the variables of the image, and nothing of this machine. */
  readonly environment: Readonly<Record<string, string>>
  /** Its user, where this process may become somebody else. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined
}

/** Lays out the last image of a Dockerfile in a folder that its user can not write. */
export function layOut(dockerfile: string): Container {
  const image = readDockerfile(dockerfile).at(-1)
  if (image === undefined) throw new Error(`${dockerfile} makes no image`)
  const root = mkdtempSync(join(tmpdir(), 'canvass-container-'))
  const folder = join(root, said(image, 'WORKDIR').at(-1) ?? '')
  mkdirSync(folder, { recursive: true })
  for (const copy of said(image, 'COPY')) {
    if (copy === '--from=dependencies /canvass/node_modules node_modules') layProduction(folder)
    else if (copy === '--from=feeds / feeds') layFeeds(folder)
    else layFiles(copy.split(' '), folder)
  }
  const temporary = join(root, 'tmp')
  mkdirSync(temporary)
  // Everybody may write a folder of the base that is said to be a volume.
  chmodSync(temporary, said(image, 'VOLUME').includes('["/tmp"]') ? 0o1777 : 0o555)
  const user = userOf(said(image, 'USER').at(-1) ?? '', root)
  // Somebody else can not write it anyway; links share their rights with the project's own files.
  if (user === undefined) for (const one of [folder, join(folder, 'engine')]) chmodSync(one, 0o555)
  const variables = said(image, 'ENV').map((text) => text.split('=') as [string, string])
  return {
    folder,
    start: execForm(said(image, 'ENTRYPOINT').at(-1)),
    health: execForm(said(image, 'HEALTHCHECK').at(-1)?.split(' CMD ')[1]?.trim()),
    // The base image has this Node first in its path. In it this folder is /tmp.
    environment: {
      PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      TMPDIR: temporary,
      ...Object.fromEntries(variables),
    },
    user,
    async [Symbol.asyncDispose]() {
      for (const one of [folder, join(folder, 'engine')]) if (user === undefined) chmodSync(one, 0o755)
      rmSync(root, { recursive: true })
    },
  }
}

function layFiles(words: readonly string[], folder: string): void {
  const to = words.at(-1) ?? '.'
  for (const source of words.slice(0, -1)) {
    for (const file of contextFiles()) {
      const isWhole = file === source
      if (!isWhole && !file.startsWith(`${source}/`)) continue
      const at = isWhole
        ? join(folder, to, to.endsWith('/') ? file : '')
        : join(folder, to, file.slice(source.length))
      mkdirSync(dirname(at), { recursive: true })
      cpSync(file, at)
    }
  }
}

/** As with `--build-context feeds=feeds`. */
function layFeeds(folder: string): void {
  for (const file of contextFiles('feeds')) {
    mkdirSync(join(folder, 'feeds', dirname(file)), { recursive: true })
    cpSync(join('feeds', file), join(folder, 'feeds', file))
  }
}

/** As `npm ci --omit=dev` does: every package of the lock that is not for development only. */
function layProduction(folder: string): void {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>
  }
  // Links, of which a disk can have many, and two disks none.
  const how = statSync('node_modules').dev === statSync(folder).dev ? '-al' : '-a'
  for (const [path, { dev, devOptional }] of Object.entries(lock.packages)) {
    if (path === '' || dev === true || devOptional === true || !existsSync(path)) continue
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    // What lies in it is copied as a package of its own, if at all.
    execFileSync('cp', [how, path, join(folder, path)])
    rmSync(join(folder, path, 'node_modules'), { recursive: true, force: true })
  }
}

function userOf(text: string, root: string): Container['user'] {
  const [uid = 0, gid = 0] = text.split(':').map(Number)
  if (process.getuid?.() !== 0) return undefined
  // Folders of a run are for its own user only.
  for (const one of [root, dirname(root)]) chmodSync(one, 0o755)
  const user = { uid, gid }
  return spawnSync(process.execPath, ['--version'], user).status === 0 ? user : undefined
}
