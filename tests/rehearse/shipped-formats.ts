import { zipFile } from '../unpack/zip-file.ts'
import type { Place } from './shipped-place.ts'
import { zonedClock } from './zoned-clock.ts'

const parties: Readonly<Record<string, string>> = {
  'Ada Quill': 'TID',
  'Bram Oakes': 'RDG',
  'Cleo Marsh': 'GRV',
  'Dov Penn': 'IND',
}

/** A zip with a detail.xml as vendors of state results write them: a figure per county, vote type and choice. */
export function stateArchive(time: string, places: readonly Place[]): Uint8Array {
  const contests = places[0]?.ballots.map(({ contest }) => contest) ?? []
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ElectionResult>',
    `  <Timestamp>11/3/2026 ${zonedClock(time, 12)} CST</Timestamp>`,
    '  <ElectionName>General Election</ElectionName>',
    '  <Region>ZZ</Region>',
    ...contests.flatMap((contest, index) => contestElement(contest, index + 1, places)),
    '</ElectionResult>',
    '',
  ]
  return zipFile({ name: 'detail.xml', body: xml.join('\n') })
}

function contestElement(contest: string, key: number, places: readonly Place[]): readonly string[] {
  const ballotOf = (place: Place) => place.ballots.find((ballot) => ballot.contest === contest)
  const votes = (place: Place) => ballotOf(place)?.votes ?? {}
  const choices = Object.keys(places[0] === undefined ? {} : votes(places[0]))
  const early = (place: Place, choice: string): number => {
    const all = votes(place)[choice] ?? 0
    const part = place.counted <= 20 ? all : Math.round((all * 20) / place.counted)
    return ballotOf(place)?.early?.[choice] ?? part
  }
  const types: readonly (readonly [string, (place: Place, choice: string) => number])[] = [
    ['Early Voting', early],
    ['Election Day', (place, choice) => (votes(place)[choice] ?? 0) - early(place, choice)],
  ]
  return [
    `  <Contest key="${key}" text="${contest}" voteFor="1" isQuestion="${contest.startsWith('Question')}">`,
    '    <ParticipatingCounties>',
    ...places.map(
      ({ name, precincts, reporting }) =>
        `      <County name="${name}" precinctsParticipating="${precincts}" precinctsReported="${reporting}" />`,
    ),
    '    </ParticipatingCounties>',
    ...choices.flatMap((choice, index) => [
      `    <Choice key="${index + 1}" text="${choice}" party="${parties[choice] ?? ''}">`,
      ...types.flatMap(([type, count]) => [
        `      <VoteType name="${type}">`,
        ...places.map((place) => `        <County name="${place.name}" votes="${count(place, choice)}" />`),
        '      </VoteType>',
      ]),
      '    </Choice>',
    ]),
    '  </Contest>',
  ]
}

/** The answer of an API: one entry per precinct and choice. */
export function harborPage(time: string, publication: number, places: readonly Place[]): string {
  const results = places.flatMap(({ name, ballots, reporting }) =>
    ballots.flatMap(({ contest, votes }) =>
      Object.entries(votes).map(([choice, count]) =>
        JSON.stringify({ contest, precinct: name, reported: reporting === 1, choice, votes: count }),
      ),
    ),
  )
  const head = `"county":"Harbor","asOf":"2026-11-03T${zonedClock(time, 24)}-06:00","publication":${publication}`
  return `{${head},"results":[\n${results.join(',\n')}\n]}\n`
}

/** A line per precinct, contest and choice. */
export function orchardFile(places: readonly Place[]): string {
  const lines = places.flatMap((place) =>
    place.ballots.flatMap(({ contest, votes, early: earlyOnes }) =>
      Object.entries(votes).map(([choice, total]) => {
        const early = earlyOnes?.[choice] ?? total
        const reported = place.reporting === 1 ? 'yes' : 'no'
        return `${place.name},${reported},"${contest}",${choice},${early},${total - early},${total}`
      }),
    ),
  )
  return `${['Precinct,Reported,Contest,Choice,Early,Election Day,Total', ...lines].join('\n')}\n`
}
