import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import picomatch from 'picomatch'

/** One line of a Dockerfile: `COPY`, `package.json LICENSE ./`. */
export interface Instruction {
  readonly name: string
  readonly text: string
}
/** One image that a Dockerfile makes on the way: what it begins with, and its instructions. */
export interface Stage {
  readonly from: string
  /** Undefined: the platform that the image is for. */
  readonly platform: string | undefined
  readonly as: string | undefined
  readonly instructions: readonly Instruction[]
}

/** The stages of a Dockerfile; the last one is the image. */
export function readDockerfile(file: string): readonly Stage[] {
  const text = readFileSync(file, 'utf8').replaceAll(/^#.*\n/gm, '')
  const instructions = text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Instruction => {
      const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? []
      return { name, text: rest }
    })
  const begins = instructions.flatMap(({ name }, at) => (name === 'FROM' ? [at] : []))
  return begins.map((at, nth) => {
    const [, platform, from = '', as] =
      /^(?:--platform=(\S+) )?(\S+)(?: AS (\S+))?$/.exec(instructions[at]?.text ?? '') ?? []
    return { from, platform, as, instructions: instructions.slice(at + 1, begins[nth + 1]) }
  })
}

/** The texts of all instructions of that name, in their order. */
export const said = ({ instructions }: Stage, name: string): readonly string[] =>
  instructions.filter((one) => one.name === name).map(({ text }) => text)

/** A command in the exec form: what is started without a shell. Throws for any other. */
export function execForm(text: string | undefined): readonly [string, ...string[]] {
  const words: unknown = JSON.parse(text ?? '')
  if (!Array.isArray(words) || words.length === 0 || !words.every((word) => typeof word === 'string'))
    throw new Error(`this is no command in the exec form: ${text}`)
  return words as [string, ...string[]]
}

/**
 * What `.dockerignore` of a folder lets into a build context, of all files that belong to the project or may: by the last pattern
 * that fits. Paths are below the folder.
 */
export function contextFiles(folder = '.'): readonly string[] {
  const rules = readFileSync(join(folder, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isKept: line.startsWith('!'), fits: picomatch(line.replace(/^!/, ''), { dot: true }) }))
  const words = ['ls-files', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', words, { cwd: folder })
  return files
    .toString()
    .split('\n')
    .filter((file) => {
      const parts = file.split('/')
      const paths = parts.map((_, at) => parts.slice(0, at + 1).join('/'))
      return file !== '' && (rules.findLast(({ fits }) => paths.some((path) => fits(path)))?.isKept ?? true)
    })
}
