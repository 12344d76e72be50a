import { type CharacterSet, isIn } from './regex-sets.ts'
import type { Place, RegexTree } from './regex-tree.ts'
import { type Step, tooMany, type Ways, waysOf } from './regex-ways.ts'

/** Characters that trying compares at one place of the text, all in all; situations of one beginning, and looks at all. */
const most = { alive: 64, situations: 400, looks: 40_000 }
/** Steps of one match of an expression that takes more than its text is long. */
const steps = 65_536
/** A text for which it would not be worth it. */
const shortest = 32
/** Trying keeps a note for each character that a repeat takes; there is room for some millions. */
const longest = 1_048_576

/**
 * The longest text for which trying one way after another, as the machine does, takes a bounded number of steps: at most
 * 64 per character, or at most 65,536 at all. Undefined: there is none worth it.
 *
 * What is counted are the runs that are alive at one place of a text: the ways in which what stands before it can be read
 * that have not failed yet. Trying walks each once at most, from wherever it began. All situations that texts can lead to
 * are gone through, each a number of runs per step of the expression; where they do not end, or hold too many runs, the
 * number grows with the text. Then beginning anew at each character, or leaving one repeat of a single character, is
 * taken as a beginning of its own, and the number multiplied by the length.
 */
export function longestText(tree: RegexTree): number | undefined {
  try {
    const start = waysOf(tree)
    const letters = lettersOf(tree)
    const anew = !beginsAtStart(tree)
    if (explored(start, letters, anew) !== undefined) return longest
    const cost = anew ? times(costOf(start, letters, 0)) : costOf(start, letters, 0)
    if (cost === undefined) return undefined
    const all = (length: number): number =>
      length * cost.reduce((sum, each, power) => sum + each * length ** power, 0)
    let length = shortest
    if (all(length) > steps) return undefined
    while (all(length * 1.1) <= steps) length *= 1.1
    return Math.min(longest, Math.floor(length))
  } catch (thrown) {
    if (thrown === tooMany) return undefined
    throw thrown
  }
}

/** Runs alive at one place as a polynomial of the length of the text before it. */
type Cost = readonly number[]
const times = (cost: Cost | undefined): Cost | undefined => (cost === undefined ? undefined : [0, ...cost])

/** From one beginning. */
function costOf(start: Ways, letters: Letters, depth: number): Cost | undefined {
  const whole = explored(start, letters, false)
  if (whole !== undefined) return [whole.alive]
  if (depth === 3) return undefined
  for (const cut of repeatsIn(start)) {
    const part = explored(start, letters, false, cut)
    if (part === undefined) continue
    const exit: Ways = { steps: cut.next().steps.filter((step) => step !== cut), ends: 0, surely: false }
    if (reachable(exit).has(cut)) continue
    const behind = costOf(exit, letters, depth + 1)
    if (behind === undefined) continue
    return [part.alive, ...behind.map((each) => each * part.inCut)]
  }
  return undefined
}

interface Explored {
  /** Runs at one place, at most. */
  readonly alive: number
  /** Of these in the repeat that was cut off. */
  readonly inCut: number
}

/**
 * All situations from one beginning, or (`anew`) from one at each character until something surely matches. `cut`: a
 * repeat that is entered and not left. A situation is the steps that runs wait at, in order, each once per run.
 */
function explored(start: Ways, letters: Letters, anew: boolean, cut?: Step): Explored | undefined {
  const seen = new Set<string>()
  const waiting: { readonly runs: readonly Step[]; readonly anew: boolean }[] = []
  let alive = 0
  let inCut = 0
  if (!see([...start.steps], start.ends, anew && !start.surely)) return undefined
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    letters.look()
    for (let letter = 0; letter < letters.count; letter += 1) {
      const runs: Step[] = []
      let goesOn = here.anew
      let ends = 0
      for (const step of here.runs) {
        if (letters.takes(step)[letter] !== true) continue
        const next = step.next()
        if (step === cut) runs.push(cut)
        else for (const into of next.steps) runs.push(into)
        ends += next.ends
        if (next.surely) goesOn = false
      }
      if (goesOn) {
        runs.push(...start.steps)
        ends += start.ends
      }
      if (!see(runs, ends, goesOn)) return undefined
    }
  }
  return { alive, inCut }

  function see(runs: Step[], ends: number, goesOn: boolean): boolean {
    if (runs.length + ends > most.alive) return false
    alive = Math.max(alive, runs.length + ends)
    runs.sort((one, other) => one.id - other.id)
    const key = String.fromCharCode(goesOn ? 1 : 0, ...runs.map(({ id }) => id))
    if (seen.has(key)) return true
    seen.add(key)
    if (seen.size > most.situations) return false
    if (cut !== undefined) inCut = Math.max(inCut, runs.filter((step) => step === cut).length)
    if (runs.length > 0) waiting.push({ runs, anew: goesOn })
    return true
  }
}

function reachable(start: Ways): ReadonlySet<Step> {
  const found = new Set(start.steps)
  for (const step of found) for (const next of step.next().steps) found.add(next)
  return found
}

/** Repeats of a single character. */
const repeatsIn = (start: Ways): readonly Step[] =>
  [...reachable(start)].filter((step) => step.next().steps.includes(step))

/** The kinds of characters that an expression tells apart. */
interface Letters {
  readonly count: number
  /** Notes that so many were looked at; what takes too long is not proven. */
  look(): void
  /** Of each kind, whether a step takes it. */
  takes(step: Step): readonly boolean[]
}

function lettersOf(tree: RegexTree): Letters {
  const sets = [...new Map(setsOf(tree).map((set) => [set.join(), set])).values()]
  const borders = new Set([0, ...sets.flatMap((set) => set.map((one, index) => one + (index % 2)))])
  const kinds = new Map<string, number>()
  for (const one of borders) {
    const kind = sets.map((set) => (isIn(one, set) ? 1 : 0)).join('')
    if (!kinds.has(kind)) kinds.set(kind, one)
  }
  const characters = [...kinds.values()]
  const known = new Map<Step, readonly boolean[]>()
  let looks = 0
  return {
    count: characters.length,
    look() {
      looks += characters.length
      if (looks > most.looks) throw tooMany
    },
    takes(step) {
      const before = known.get(step)
      if (before !== undefined) return before
      const made = characters.map((one) => isIn(one, step.set))
      known.set(step, made)
      return made
    },
  }
}

function setsOf(tree: RegexTree): readonly CharacterSet[] {
  if (tree.type === 'one') return [tree.set]
  if (tree.type === 'all' || tree.type === 'any') return tree.items.flatMap(setsOf)
  return tree.type === 'at' ? [] : setsOf(tree.inner)
}

/** Whether a match begins at the start of the text or nowhere. */
function beginsAtStart(tree: RegexTree): boolean {
  const start: Place = 'start'
  if (tree.type === 'at') return tree.place === start
  if (tree.type === 'group') return beginsAtStart(tree.inner)
  if (tree.type === 'any') return tree.items.every(beginsAtStart)
  return tree.type === 'all' && tree.items[0] !== undefined && beginsAtStart(tree.items[0])
}
