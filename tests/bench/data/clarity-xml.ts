/** Precincts of a county. */
const precincts = 25
const modes = ['Election Day Votes', 'Advanced Voting Votes', 'Absentee by Mail Votes', 'Provisional Votes']
const names = ['Ada Lane (Dem)', 'Bela Kiss (Rep)', 'Chidi Okafor (Lib)', 'Write-in']
const ofContest = modes.length * names.length

/** What stands around the rows, and one element to a row: the votes of a choice in one way, precinct by precinct. */
export const clarityXml = {
  rows: ['ElectionResult/Contest/Choice/VoteType'],
  first:
    '<?xml version="1.0" encoding="UTF-8"?>\n<ElectionResult><Timestamp>11/5/2024 11:14:00 PM EST</Timestamp><Region>Lake</Region>\n',
  /** Each row opens and closes what begins and ends with it. */
  row(index: number, isLast: boolean): string {
    const [mode, choice] = [index % modes.length, Math.floor(index / modes.length) % names.length]
    const contest = Math.floor(index / ofContest)
    const opening = `${mode === 0 && choice === 0 ? `<Contest key="${contest}" text="County Commissioner, District ${contest}" voteFor="1" isQuestion="false">\n` : ''}${mode === 0 ? `<Choice key="${choice}" text="${names[choice]}" totalVotes="${(index * 7_919) % 10_000}">\n` : ''}`
    const isChoiceOver = mode === modes.length - 1
    const closing = `${isChoiceOver || isLast ? '</Choice>\n' : ''}${(isChoiceOver && choice === names.length - 1) || isLast ? '</Contest>\n' : ''}`
    const counts = Array.from(
      { length: precincts },
      (_, at) =>
        `<Precinct name="${String(at).padStart(2, '0')} Ward ${at}" votes="${(index * 31 + at * 7) % 900}" />`,
    )
    return `${opening}<VoteType name="${modes[mode]}" votes="${(index * 7_919) % 5_000}">\n${counts.join('\n')}\n</VoteType>\n${closing}`
  },
  last: '</ElectionResult>\n',
} as const
