/** The reference file cut into rows in one pass over the text, into objects of one shape: the fastest way that is known to us. */
export function cutRows(text: string): object[] {
  const rows: object[] = []
  let at = text.indexOf('\n') + 1
  const next = (sign: string): string => {
    const end = text.indexOf(sign, at)
    const cell = text.slice(at, end)
    at = end + 1
    return cell
  }
  while (at < text.length) {
    rows.push({
      County: next('\t'),
      'Election Date': next('\t'),
      Precinct: next('\t'),
      'Contest Group ID': next('\t'),
      'Contest Type': next('\t'),
      'Contest Name': next('\t'),
      Choice: next('\t'),
      'Choice Party': next('\t'),
      'Vote For': next('\t'),
      'Election Day': next('\t'),
      'Early Voting': next('\t'),
      'Absentee by Mail': next('\t'),
      Provisional: next('\t'),
      'Total Votes': next('\t'),
      'Real Precinct': next('\n'),
    })
  }
  return rows
}
