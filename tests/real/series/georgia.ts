import { readFileSync } from 'node:fs'
import { type ResultKey, resultKey } from '../../../engine/model/ids.ts'
import type { Because } from './alarms.ts'
import { covers, type Incident, type Label, labelsOf } from './labels.ts'
import { isNew, type Look, looksOf } from './looks.ts'
import { lastLine } from './office.ts'
import { kimReleases } from './person.ts'
import type { Said, SaidOf } from './said.ts'
import { byFeed, type Story } from './story.ts'

const clarity = 'series-ga-runoff-2021-clarity'
const state = 'ocd-division/country:us/state:ga'
const contests: Readonly<Record<string, { readonly id: string; readonly choices: readonly string[] }>> = {
  '10000': { id: 'ga/us-senate-perdue', choices: ['David A. Perdue (I) (Rep)', 'Jon Ossoff (Dem)'] },
  '10100': {
    id: 'ga/us-senate-loeffler-special',
    choices: ['Kelly Loeffler (I) (Rep)', 'Raphael Warnock (Dem)'],
  },
  '28400': {
    id: 'ga/public-service-commission-district-4',
    choices: ['Lauren Bubba McDonald, Jr. (I) (Rep)', 'Daniel Blackman (Dem)'],
  },
}

const unitOf = new Map(
  readFileSync('feeds/us-ga/general-2020/counties.csv', 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
    .map(([name = '', , unit = '']) => [name, unit] as const),
)

/** Of the feed as a whole, or of a county in all three contests. */
function keysOf({ unit }: Incident): readonly ResultKey[] {
  const county = unitOf.get(unit)
  return county === undefined ? [] : Object.values(contests).map(({ id }) => resultKey(id, county))
}

interface Row {
  readonly A: string
  readonly C: readonly string[]
  readonly V: readonly (readonly number[])[]
}

/** Undefined: a page of an error. */
function totalsIn(text: string): SaidOf | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  const { Contests } = JSON.parse(text) as { readonly Contests: readonly Row[] }
  return new Map(
    Contests.flatMap(({ A, C, V }) =>
      C.map((contest, index): readonly [ResultKey, Said] => {
        const { id, choices } = contests[contest] ?? { id: contest, choices: [] }
        const votes = choices.map((name, place) => [name, V[index]?.[place] ?? -1] as const)
        return [
          resultKey(id, A === '-1' ? state : (unitOf.get(A) ?? A)),
          { votes: Object.fromEntries(votes) },
        ]
      }),
    ),
  )
}

const read = new Map<string, string>()
function textOf(path: string | undefined): string {
  if (path === undefined) return ''
  const text = read.get(path) ?? readFileSync(path, 'utf8')
  read.set(path, text)
  return text
}

const pointerAt = ({ files }: Look): string => lastLine(textOf(files['versions']))
const isPage = ({ files }: Look): boolean => totalsIn(textOf(files['ALL'])) === undefined

/** At which looks the pointer is behind one that it showed before. */
function behind(looks: readonly Look[]): ReadonlySet<string> {
  let highest = 0
  return new Set(
    looks.flatMap((look) => {
      const pointer = Number(pointerAt(look))
      const isBehind = pointer > 0 && pointer < highest
      highest = Math.max(highest, pointer)
      return isBehind ? [look.at] : []
    }),
  )
}

const whole: Readonly<Record<string, string>> = {
  CHECK_STALE: 'the pointer is behind one that it showed before',
  DECODE_CONTRADICTED: 'a page of an error where JSON was promised',
  SOURCE_VALUE_MISSING: 'an empty pointer',
}

function becauseOf(labels: readonly Label[], looks: readonly Look[]): Because {
  const old = behind(looks)
  return ({ moment, rule, key }) => {
    const { look } = moment
    if (key === '*') {
      const isSo =
        { CHECK_STALE: old.has(look.at), DECODE_CONTRADICTED: isPage(look) }[rule] ?? pointerAt(look) === ''
      return isSo ? whole[rule] : undefined
    }
    const label = labels.find((one) => one.keys.includes(key) && covers(one, look.at))
    return label === undefined ? undefined : `${label.expect} ${label.unit}`
  }
}

/** The runoffs of the Senate, by the state's site with its pointer. */
export function georgia(): Story {
  const labels = labelsOf(clarity, keysOf)
  const looks = looksOf([clarity], ['ALL', 'versions'])
  const totals = (look: Look): SaidOf => totalsIn(textOf(look.files['ALL'])) ?? new Map<ResultKey, Said>()
  const last = looks.at(-1)
  if (last === undefined) throw new Error('there is nothing to see')
  return {
    id: 'georgia-2021',
    title: 'Georgia, 5 to 25 January 2021',
    about:
      'Both runoffs of the Senate and one more contest, by county: `series-ga-runoff-2021-clarity`, its pointer to the newest version and the file of all vote types.',
    limits,
    election: 'us-ga-2021-01-05-runoff',
    recorded: {
      feeds: [{ path: 'us-ga/runoff-2021-totals' }],
      looks,
      addresses: [
        ['/current_ver.txt', 'versions'],
        ['/json/ALL.json', 'ALL'],
      ],
      releases: kimReleases(labels),
    },
    labels,
    because: becauseOf(labels, looks),
    countyPolls: looks.filter((look) => isNew(look, 'ALL') && !isPage(look)).length * 159,
    // Under a pointer that has not changed nothing is asked for, whatever lies there.
    saidAt({ look, outcomes }) {
      const said = byFeed([['us-ga-runoff-2021-totals', totals(look)]])
      return new Map([...said].filter(([feed]) => outcomes.get(feed)?.kind === 'published'))
    },
    end: byFeed([['us-ga-runoff-2021-totals', totals(last)]]),
    current: totals(last),
    outOfReach: {},
    mayFail: ({ look }) => pointerAt(look) === '',
  }
}

const limits = [
  'What is behind the newest pointer is held by its number alone (`CHECK_STALE`), whether or not its figures fell; a page of an error is held by its bytes; an empty pointer fails the poll, and the last good figures stay. Nothing of the three was published in any poll.',
  'The rules of the election need no table: two Senate contests of one county whose figures look exchanged, and one block in two counties. Nothing of the kind happened here, so that this series shows only that they say nothing wrong, and not what they find.',
]
