import { feedError } from '../errors/feed-error.ts'

const longest = 1_000
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\0-\x1f\x7f]/

/** The name of a member. It is only a name, nothing is written there, but one that leads elsewhere tells of bad will. */
export function checkedMember(name: string): string {
  const problem = /^\/|^[a-zA-Z]:/.test(name)
    ? 'absolute path'
    : name.split(/[/\\]/).includes('..')
      ? 'invalid relative path'
      : name.includes('\\')
        ? 'backslash'
        : control.test(name)
          ? 'control characters'
          : name.length > longest
            ? `longer than ${longest} characters`
            : undefined
  if (problem === undefined) return name
  throw feedError('UNPACK_PATH', { member: JSON.stringify(name.slice(0, 100)).slice(1, -1), problem })
}
